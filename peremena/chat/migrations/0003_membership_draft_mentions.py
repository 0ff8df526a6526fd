from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('chat', '0002_deeds_and_personal_side'),
    ]

    operations = [
        migrations.AddField(
            model_name='membership',
            name='draft_mentions',
            field=models.TextField(blank=True, db_default=''),
        ),
    ]
