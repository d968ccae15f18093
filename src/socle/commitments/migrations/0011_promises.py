
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0010_refusals_taken_back'),
        ('demands', '0002_evidence_points_to_a_case'),
        ('elections', '0003_words_of_names'),
        ('groups', '0001_initial'),
        ('territories', '0003_seats_from'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(verbose_name='asked for at')),
                ('gathered_at', models.DateTimeField(blank=True, null=True, verbose_name='gathered at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('agreement_title', models.CharField(blank=True, max_length=300, verbose_name='agreement of the majority')),
                ('agreement_url', models.URLField(blank=True, max_length=500, verbose_name='where it can be read')),
                ('agreement_read_on', models.DateField(blank=True, null=True, verbose_name='read on')),
                ('updated_at', models.DateTimeField(verbose_name='updated at')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                ('contest', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='follow_up', to='elections.contest', verbose_name='contest')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'follow-up of a contest',
                'verbose_name_plural': 'follow-ups of contests',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Holder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(blank=True, help_text='Never shown.', max_length=254, verbose_name='e-mail address')),
                ('address_source', models.CharField(blank=True, max_length=500, verbose_name='where it was published')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('nonce', models.CharField(max_length=32, unique=True, verbose_name='secret of its link')),
                ('updated_at', models.DateTimeField(verbose_name='updated at')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promise_holders', to='elections.electorallist', verbose_name='list')),
                ('person', models.ForeignKey(blank=True, help_text='Empty: the whole list.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promise_holders', to='elections.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'holder of promises',
                'verbose_name_plural': 'holders of promises',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('no_information', 'No information'), ('not_started', 'Not started'), ('in_progress', 'Under way'), ('kept', 'Kept'), ('partly_kept', 'Kept in part'), ('broken', 'Broken'), ('unverifiable', 'Cannot be checked')], default='no_information', max_length=14, verbose_name='status')),
                ('status_since', models.DateTimeField(verbose_name='since')),
                ('next_review', models.DateField(blank=True, null=True, verbose_name='next look at it')),
                ('reminded_for', models.DateField(blank=True, help_text='The day they were last told of.', null=True, verbose_name='reminded for')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('updated_at', models.DateTimeField(verbose_name='updated at')),
                ('answer', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='commitment', to='commitments.answer', verbose_name='answer')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territories.area', verbose_name='what is governed')),
                ('demand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='demands.demand', verbose_name='demand')),
                ('followed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='followed by')),
                ('follower', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_commitments', to='groups.group', verbose_name='followed by the group')),
                ('follow_up', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commitments', to='commitments.followup', verbose_name='follow-up')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='commitments.holder', verbose_name='holder')),
            ],
            options={
                'verbose_name': 'promise',
                'verbose_name_plural': 'promises',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ReplyRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
                ('unreachable', models.CharField(blank=True, max_length=500, verbose_name='what was tried')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='commitments.holder', verbose_name='holder')),
            ],
            options={
                'verbose_name': 'request for a reply',
                'verbose_name_plural': 'requests for a reply',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('not_started', 'Not started'), ('in_progress', 'Under way'), ('kept', 'Kept'), ('partly_kept', 'Kept in part'), ('broken', 'Broken'), ('unverifiable', 'Cannot be checked')], max_length=14, verbose_name='status')),
                ('observed', models.TextField(max_length=1500, verbose_name='what was observed')),
                ('observed_on', models.DateField(verbose_name='observed on')),
                ('by_indicator', models.BooleanField(default=False, verbose_name='measured by the indicator')),
                ('reason', models.CharField(blank=True, choices=[('no_majority', 'no majority for it'), ('other_priority', 'another priority'), ('changed_mind', 'changed their mind'), ('outside_power', 'outside their power'), ('earlier_decision', 'an earlier decision binds them'), ('other', 'other'), ('not_explained', 'not explained')], max_length=20, verbose_name='reason')),
                ('reason_words', models.TextField(blank=True, max_length=1500, verbose_name='in the words of who promised')),
                ('reason_source', models.URLField(blank=True, max_length=500, verbose_name='where they said so')),
                ('conflict', models.CharField(blank=True, help_text='What ties who made it to the council; shown with the statement.', max_length=300, verbose_name='conflict of interest')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('method', models.PositiveSmallIntegerField(default=1, verbose_name='version of the definitions')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('phone_id', models.UUIDField(blank=True, null=True, unique=True, verbose_name='made on the phone as')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('reply_until', models.DateTimeField(blank=True, null=True, verbose_name='reply awaited until')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('dropped_at', models.DateTimeField(blank=True, null=True, verbose_name='dropped at')),
                ('dropped_why', models.CharField(blank=True, max_length=500, verbose_name='why it was dropped')),
                ('corrects_why', models.CharField(blank=True, max_length=500, verbose_name='why it is corrected')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='removed at')),
                ('removed_why', models.CharField(blank=True, choices=[('court_order', 'a court ordered it'), ('erasure', 'a person asked for the erasure of their data'), ('notice', 'it was found to be illegal'), ('mistake', 'it was a mistake of ours'), ('example', 'it was an invented example')], max_length=20, verbose_name='why it was removed')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='commitments.commitment', verbose_name='promise')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='commitments.statement', verbose_name='corrects')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='groups.group', verbose_name='group')),
                ('line', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commitments.ledgerline', verbose_name='line of the ledger')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('request', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='commitments.replyrequest', verbose_name='request for a reply')),
            ],
            options={
                'verbose_name': 'follow-up statement',
                'verbose_name_plural': 'follow-up statements',
                'ordering': ['observed_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(max_length=1500, verbose_name='in their own words')),
                ('language', models.CharField(max_length=2, verbose_name='language')),
                ('received_at', models.DateTimeField(verbose_name='received at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='removed at')),
                ('removed_why', models.CharField(blank=True, choices=[('court_order', 'a court ordered it'), ('erasure', 'a person asked for the erasure of their data'), ('notice', 'it was found to be illegal'), ('mistake', 'it was a mistake of ours'), ('example', 'it was an invented example')], max_length=20, verbose_name='why it was removed')),
                ('line', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commitments.ledgerline', verbose_name='line of the ledger')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='commitments.statement', verbose_name='statement')),
            ],
            options={
                'verbose_name': 'reply to a statement',
                'verbose_name_plural': 'replies to statements',
                'ordering': ['received_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StatementSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('link', 'a page'), ('minutes', 'minutes of the council')], default='link', max_length=10, verbose_name='kind')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('url', models.URLField(max_length=500, verbose_name='address')),
                ('read_on', models.DateField(verbose_name='read on')),
                ('quote', models.TextField(blank=True, max_length=1500, verbose_name='the words quoted')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='commitments.statement', verbose_name='statement')),
            ],
            options={
                'verbose_name': 'source of a statement',
                'verbose_name_plural': 'sources of statements',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(('published_at', None), ('gathered_at__isnull', False), _connector='OR'), name='commitments_followed_once_gathered'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreement_read_on', None), ('agreement_title', ''), ('agreement_url', '')), models.Q(models.Q(('agreement_title', ''), _negated=True), models.Q(('agreement_url', ''), _negated=True), ('agreement_read_on__isnull', False)), _connector='OR'), name='commitments_agreement_can_be_read'),
        ),
        migrations.AddConstraint(
            model_name='holder',
            constraint=models.UniqueConstraint(condition=models.Q(('person', None)), fields=('list',), name='commitments_one_holder_a_list'),
        ),
        migrations.AddConstraint(
            model_name='holder',
            constraint=models.UniqueConstraint(fields=('list', 'person'), name='commitments_one_holder_a_person'),
        ),
        migrations.AddConstraint(
            model_name='holder',
            constraint=models.CheckConstraint(condition=models.Q(('address', ''), models.Q(('address_source', ''), _negated=True), _connector='OR'), name='commitments_holder_address_has_a_source'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['area', 'status'], name='commitments_in_area'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['demand', 'status'], name='commitments_of_demand'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('next_review__isnull', False)), fields=['next_review'], name='commitments_to_review'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('followed_by', None), ('follower__isnull', False), _connector='OR'), name='commitments_followed_for_a_group'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('status_since__gte', models.F('made_at'))), name='commitments_status_after_promise'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(condition=models.Q(('dropped_at', None), ('published_at', None)), fields=['reply_until'], name='commitments_reply_awaited'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'broken'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('status', 'broken'), _negated=True), ('reason', '')), _connector='OR'), name='commitments_broken_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason__in', ['', 'not_explained']), ('reason_source', ''), ('reason_words', '')), models.Q(models.Q(('reason__in', ['', 'not_explained']), _negated=True), models.Q(('reason_words', ''), _negated=True), models.Q(('reason_source', ''), _negated=True)), _connector='OR'), name='commitments_reason_is_quoted'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('published_at', None), models.Q(('status__in', ['kept', 'broken']), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='commitments_seen_by_two'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('published_at', None), models.Q(('status__in', ['partly_kept', 'broken', 'unverifiable']), _negated=True), ('reply_until__isnull', False), _connector='OR'), name='commitments_reply_was_awaited'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('dropped_at', None), ('published_at', None), _connector='OR'), name='commitments_published_is_not_dropped'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects', None), ('corrects_why', '')), models.Q(('corrects__isnull', False), models.Q(('corrects_why', ''), _negated=True)), _connector='OR'), name='commitments_correction_says_why'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), ('removed_at__isnull', False), _connector='OR'), name='commitments_reply_says_something'),
        ),
        migrations.AddConstraint(
            model_name='statementsource',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('url', ''), _negated=True)), name='commitments_evidence_is_somewhere'),
        ),
    ]
