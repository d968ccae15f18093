import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("texts", "0002_revisions_never_change")]

    operations = [
        migrations.AddField(
            model_name="update",
            name="measured_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="texts.revision",
                verbose_name="revision of the original it was measured against",
            ),
        ),
    ]
