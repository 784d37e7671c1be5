from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organizations", "0003_people_and_offices")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                blank=True,
                help_text="Of pages and mail; empty: none chosen.",
                max_length=10,
            ),
        ),
    ]
