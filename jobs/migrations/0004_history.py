"""Jobs of before can be searched, and a history may lose some."""

from django.db import migrations, models

from jobs.models import JobEvent


def fill_search_text(apps, schema_editor) -> None:
    Job = apps.get_model("jobs", "Job")
    jobs = Job.all_orgs.filter(search_text="").select_related("upload")
    for job in jobs.iterator():
        title = str(job.result.get("metadata", {}).get("title", ""))
        parts = [f"job {job.number}", title, job.upload.filename if job.upload else ""]
        job.search_text = "\n".join(part.casefold() for part in parts if part)
        job.save(update_fields=["search_text"])


class Migration(migrations.Migration):
    dependencies = [("jobs", "0003_engine_control")]

    operations = [
        migrations.AlterField(
            model_name="jobevent",
            name="kind",
            field=models.CharField(choices=JobEvent.Kind.choices, max_length=20),
        ),
        migrations.RunPython(fill_search_text, migrations.RunPython.noop),
    ]
