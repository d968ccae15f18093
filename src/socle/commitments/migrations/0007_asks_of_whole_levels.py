import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# No row stands in that table before: no page and no command made one.
class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("commitments", "0006_moderators_told"),
        ("elections", "0004_candidate_files"),
        ("territories", "0002_followed_areas"),
        ("texts", "0003_what_updates_were_measured_from"),
    ]

    operations = [
        migrations.AddField(
            "askround",
            "election",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="elections.election",
                verbose_name="election",
            ),
        ),
        migrations.AddField(
            "askround",
            "region",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territories.area",
                verbose_name="region",
            ),
        ),
        migrations.AddField(
            "askround",
            "freeze_on",
            models.DateField(verbose_name="day on which the words are frozen"),
        ),
        migrations.AddField(
            "askround", "answer_by", models.DateField(verbose_name="last day to answer")
        ),
        migrations.AddField(
            "askround",
            "state",
            models.CharField(
                choices=[
                    ("proposing", "being proposed"),
                    ("proposed", "proposed"),
                    ("freezing", "being frozen"),
                    ("frozen", "frozen"),
                    ("undone", "taken back"),
                ],
                default="proposing",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            "askround",
            "reached",
            models.BigIntegerField(default=0, verbose_name="last contest asked"),
        ),
        migrations.AddField(
            "askround",
            "frozen_at",
            models.DateTimeField(blank=True, null=True, verbose_name="frozen at"),
        ),
        migrations.AddField(
            "askround",
            "frozen_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="frozen by",
            ),
        ),
        migrations.AddField(
            "askround",
            "revisions",
            models.ManyToManyField(
                blank=True, related_name="+", to="texts.revision", verbose_name="frozen words"
            ),
        ),
        migrations.AddField(
            "askround",
            "undone_at",
            models.DateTimeField(blank=True, null=True, verbose_name="taken back everywhere at"),
        ),
        migrations.AddConstraint(
            "askround",
            models.CheckConstraint(
                condition=models.Q(
                    ("frozen_at", None),
                    models.Q(("state__in", ["proposing", "proposed", "undone"]), _negated=True),
                    _connector="OR",
                ),
                name="commitments_frozen_round_stays",
            ),
        ),
        migrations.AddConstraint(
            "askround",
            models.CheckConstraint(
                condition=models.Q(("answer_by__gte", models.F("freeze_on"))),
                name="commitments_round_frozen_before_answers",
            ),
        ),
    ]
