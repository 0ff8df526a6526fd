from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("calls", "0002_participant_away")]

    operations: ClassVar = [
        migrations.AddField(
            "participant", "kind", models.CharField(blank=True, default="", max_length=8), preserve_default=False
        ),
    ]
