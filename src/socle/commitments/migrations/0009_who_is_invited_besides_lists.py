from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commitments", "0008_said_on_stage")]

    operations = [
        migrations.AddField(
            "invitationrule",
            "reach",
            models.CharField(
                choices=[
                    ("lists", "the lists only"),
                    ("heads", "the lists, and who heads each of them"),
                    ("candidates", "the lists, and every candidate whose address is public"),
                ],
                default="lists",
                max_length=10,
                verbose_name="who is invited",
            ),
        ),
    ]
