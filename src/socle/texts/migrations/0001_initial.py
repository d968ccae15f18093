import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0005_subscriptions_and_exports'),
        ('groups', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('width', models.PositiveIntegerField(verbose_name='width in pixels')),
                ('height', models.PositiveIntegerField(verbose_name='height in pixels')),
                ('content', models.BinaryField(verbose_name='image')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='groups.group', verbose_name='whose it is')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['digest'], name='texts_picture_digest')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'digest'), name='texts_one_picture_each')],
            },
        ),
        migrations.CreateModel(
            name='Text',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='what it is')),
                ('source_language', models.CharField(max_length=2, verbose_name='language it is written in')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('updated_at', models.DateTimeField(verbose_name='updated at')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='groups.group', verbose_name='whose it is')),
            ],
            options={
                'verbose_name': 'text',
                'verbose_name_plural': 'texts',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['owner', 'kind'], name='texts_text_owner')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, max_length=2000, verbose_name='in short')),
                ('body', models.TextField(blank=True, max_length=100000, verbose_name='text')),
                ('more', models.TextField(blank=True, max_length=30000, verbose_name='beside it')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='what changed, and why')),
                ('credited', models.CharField(blank=True, max_length=150, verbose_name='suggested by')),
                ('published_at', models.DateTimeField(verbose_name='published at')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('made_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='texts.revision', verbose_name='revision before it')),
                ('took', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_in', to='texts.revision', verbose_name='revision of the original it took')),
                ('translates', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='translations', to='texts.revision', verbose_name='revision it translates')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='texts.text', verbose_name='text')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ['text_id', 'language', '-number'],
                'constraints': [models.UniqueConstraint(fields=('text', 'language', 'number'), name='texts_one_revision_of_a_number'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='texts_revision_has_a_title'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='texts_revisions_count_from_1')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('summary', models.TextField(blank=True, max_length=2000, verbose_name='in short')),
                ('body', models.TextField(blank=True, max_length=100000, verbose_name='text')),
                ('more', models.TextField(blank=True, max_length=30000, verbose_name='beside it')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('saved_at', models.DateTimeField(verbose_name='saved at')),
                ('saved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='texts.revision', verbose_name='begun from')),
                ('translates', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='texts.revision', verbose_name='revision it translates')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='texts.text', verbose_name='text')),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('text', 'language'), name='texts_one_draft_in_a_language')],
            },
        ),
        migrations.CreateModel(
            name='Update',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('due', 'being compared'), ('waiting', 'waiting for the group'), ('taken', 'taken'), ('kept', 'the group keeps its words'), ('overtaken', 'overtaken by a later one')], default='due', max_length=10, verbose_name='state')),
                ('changes', models.PositiveIntegerField(blank=True, null=True, verbose_name='places that change')),
                ('collisions', models.PositiveIntegerField(blank=True, null=True, verbose_name='places that collide')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='the group was told at')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='why the group keeps its words')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('result', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='texts.revision', verbose_name='revision that came of it')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='updates', to='texts.revision', verbose_name='revision of the original')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='texts.text', verbose_name='adaptation')),
                ('measured_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='texts.revision', verbose_name='revision of the original it was measured against')),
            ],
            options={
                'verbose_name': 'update of an adaptation',
                'verbose_name_plural': 'updates of adaptations',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['state', 'text'], name='texts_update_state')],
                'constraints': [models.UniqueConstraint(fields=('text', 'revision'), name='texts_one_update_each')],
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, max_length=2000, verbose_name='in short')),
                ('body', models.TextField(blank=True, max_length=100000, verbose_name='text')),
                ('more', models.TextField(blank=True, max_length=30000, verbose_name='beside it')),
                ('why', models.TextField(blank=True, max_length=2000, verbose_name='why')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(help_text='The one we write to its author in.', max_length=2, verbose_name='language')),
                ('may_name', models.BooleanField(default=False, verbose_name='the author may be named')),
                ('nonce', models.CharField(max_length=32, verbose_name='secret of the links')),
                ('state', models.CharField(choices=[('unconfirmed', 'waiting for its address to be confirmed'), ('open', 'waiting for an answer'), ('accepted', 'accepted'), ('amended', 'accepted with changes'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='unconfirmed', max_length=12, verbose_name='state')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='suggested by')),
                ('result', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='came_from', to='texts.revision', verbose_name='revision that came of it')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='texts.revision', verbose_name='revision it is about')),
            ],
            options={
                'verbose_name': 'suggestion',
                'verbose_name_plural': 'suggestions',
                'ordering': ['-made_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'revision'], name='texts_suggestion_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='texts_declined_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'amended']), _negated=True), ('result__isnull', False), _connector='OR'), name='texts_accepted_has_a_result')],
            },
        ),
        migrations.AddField(
            model_name='Text',
            name='adapted_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adaptations', to='texts.revision', verbose_name='made from'),
        ),
        migrations.AddField(
            model_name='Text',
            name='base',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measured', to='texts.revision', verbose_name='revision of the original last looked at'),
        ),
        migrations.AddConstraint(
            model_name='Text',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adapted_from', None), ('base', None)), models.Q(('adapted_from__isnull', False), ('base__isnull', False)), _connector='OR'), name='texts_adapted_text_has_a_base'),
        ),
    ]
