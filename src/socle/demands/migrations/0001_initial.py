import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0005_subscriptions_and_exports'),
        ('groups', '0001_initial'),
        ('territories', '0002_followed_areas'),
        ('texts', '0002_revisions_never_change'),
    ]

    operations = [
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('withdrawn_why', models.CharField(blank=True, max_length=500, verbose_name='why it was withdrawn')),
                ('updated_at', models.DateTimeField(verbose_name='updated at')),
                ('born_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='demands_born', to='territories.area', verbose_name='where it was born')),
                ('carried_by', models.ManyToManyField(blank=True, related_name='carried_demands', to='groups.group', verbose_name='who carries it')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='demands.demand', verbose_name='merged into')),
                ('text', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='demand', to='texts.text', verbose_name='text')),
                ('topics', models.ManyToManyField(blank=True, related_name='demands', to='territories.topic', verbose_name='topics')),
                ('pressed', models.CharField(blank=True, db_index=True, editable=False, max_length=32, verbose_name='the form it was begun with')),
            ],
            options={
                'verbose_name': 'demand',
                'verbose_name_plural': 'demands',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('merged_into', None), ('withdrawn_at__isnull', False), _connector='OR'), name='demands_what_merged_is_withdrawn'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_why', ''), _negated=True), _connector='OR'), name='demands_withdrawn_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='why it matters to others')),
                ('state', models.CharField(choices=[('waiting', 'waiting for an answer'), ('taken', 'taken into a memorandum'), ('declined', 'not taken'), ('withdrawn', 'withdrawn')], default='waiting', max_length=10, verbose_name='state')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('demand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='demands.demand', verbose_name='demand')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='offered by')),
            ],
            options={
                'verbose_name': 'demand offered to the coalition',
                'verbose_name_plural': 'demands offered to the coalition',
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('demand',), name='demands_one_waiting_offer'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='demands_declined_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_when', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('updated_at', models.DateTimeField(verbose_name='updated at')),
                ('area', models.ForeignKey(blank=True, help_text='Empty: wherever there is this level.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='provisions', to='territories.area', verbose_name='area')),
                ('competent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='provisions', to='territories.body', verbose_name='who is competent')),
                ('demand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='demands.demand', verbose_name='demand')),
                ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provisions', to='territories.level', verbose_name='level of power')),
                ('text', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='provision', to='texts.text', verbose_name='text')),
            ],
            options={
                'verbose_name': 'what is asked of a level of power',
                'verbose_name_plural': 'what is asked of levels of power',
                'ordering': ['demand_id', 'level__position', 'area_id', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('area', None), ('withdrawn_at', None)), fields=('demand', 'level'), name='demands_one_provision_a_level'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('demand', 'level', 'area'), name='demands_one_provision_an_area')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('demand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='demands.demand', verbose_name='demand')),
            ],
            options={
                'verbose_name': 'source',
                'verbose_name_plural': 'sources',
                'ordering': ['demand_id', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place, in words')),
                ('since', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='since which year')),
                ('what', models.CharField(max_length=300, verbose_name='what happened')),
                ('url', models.URLField(max_length=500, verbose_name='address')),
                ('seen_on', models.DateField(verbose_name='read there on')),
                ('side', models.CharField(blank=True, choices=[('north', 'in the North'), ('south', 'in the South')], max_length=5, verbose_name='North or South')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.area', verbose_name='area')),
                ('demand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='demands.demand', verbose_name='demand')),
            ],
            options={
                'verbose_name': 'place where it was done',
                'verbose_name_plural': 'places where it was done',
                'ordering': ['demand_id', 'position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('area__isnull', False), models.Q(('place', ''), _negated=True), _connector='OR'), name='demands_evidence_is_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='Adaptation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'being prepared'), ('adopted', 'adopted by the group'), ('withdrawn', 'withdrawn')], default='draft', max_length=10, verbose_name='status')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopted on')),
                ('reworded', models.BooleanField(default=False, verbose_name='in other words than the original')),
                ('updated_at', models.DateTimeField(verbose_name='updated at')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='adaptations', to='territories.area', verbose_name='area')),
                ('text', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='adaptation', to='texts.text', verbose_name='text')),
                ('provision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adaptations', to='demands.provision', verbose_name='what is asked')),
                ('withdrawn_why', models.CharField(blank=True, max_length=500, verbose_name='why the group withdrew it, for anyone')),
            ],
            options={
                'verbose_name': 'local wording',
                'verbose_name_plural': 'local wordings',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['provision', 'status'], name='demands_adaptation_status'), models.Index(fields=['area', 'status'], name='demands_adaptation_area')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'adopted'), _negated=True), ('adopted_on__isnull', False), _connector='OR'), name='demands_adopted_on_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Memorandum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('open', 'open to suggestions'), ('published', 'published')], default='draft', max_length=10, verbose_name='status')),
                ('from_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='from')),
                ('until_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='until')),
                ('publisher', models.CharField(blank=True, help_text='Name and postal address, printed on every copy as the law asks.', max_length=300, verbose_name='responsible publisher')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('updated_at', models.DateTimeField(verbose_name='updated at')),
                ('carried_by', models.ManyToManyField(blank=True, related_name='memorandums', to='groups.group', verbose_name='groups that carry it')),
                ('text', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='memorandum', to='texts.text', verbose_name='text')),
                ('pressed', models.CharField(blank=True, db_index=True, editable=False, max_length=32, verbose_name='the form it was begun with')),
                ('withdrawn_why', models.CharField(blank=True, max_length=500, verbose_name='why it was withdrawn')),
            ],
            options={
                'verbose_name': 'memorandum',
                'verbose_name_plural': 'memorandums',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='MemorandumDemand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('demand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='demands.demand', verbose_name='demand')),
                ('memorandum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='demands.memorandum', verbose_name='memorandum')),
            ],
            options={
                'verbose_name': 'demand in a memorandum',
                'verbose_name_plural': 'demands in memorandums',
                'ordering': ['memorandum_id', 'position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('memorandum', 'demand'), name='demands_once_in_a_memorandum')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('at', models.DateTimeField(verbose_name='released at')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='what changed, and why')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='released by')),
                ('memorandum', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='demands.memorandum', verbose_name='memorandum')),
            ],
            options={
                'verbose_name': 'release of a memorandum',
                'verbose_name_plural': 'releases of memorandums',
                'ordering': ['memorandum_id', '-number'],
                'constraints': [models.UniqueConstraint(fields=('memorandum', 'number'), name='demands_one_release_of_a_number')],
            },
        ),
        migrations.CreateModel(
            name='ReleasedWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='position')),
                ('demand', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='released', to='demands.demand', verbose_name='demand')),
                ('provision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='released', to='demands.provision', verbose_name='what is asked of a level')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='demands.release', verbose_name='release')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='released', to='texts.revision', verbose_name='revision')),
            ],
            options={
                'verbose_name': 'words of a release',
                'verbose_name_plural': 'words of releases',
                'ordering': ['release_id', 'position'],
                'constraints': [models.UniqueConstraint(fields=('release', 'position'), name='demands_one_place_in_a_release'), models.UniqueConstraint(fields=('release', 'revision'), name='demands_released_once_each')],
            },
        ),
        migrations.AddField(
            model_name='Memorandum',
            name='demands',
            field=models.ManyToManyField(related_name='memorandums', through='demands.MemorandumDemand', to='demands.demand', verbose_name='demands'),
        ),
        migrations.AddConstraint(
            model_name='Memorandum',
            constraint=models.CheckConstraint(condition=models.Q(('from_year', None), ('until_year', None), ('until_year__gte', models.F('from_year')), _connector='OR'), name='demands_memorandum_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='Memorandum',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_why', ''), _negated=True), _connector='OR'), name='demands_memorandum_withdrawn_with_a_reason'),
        ),
    ]
