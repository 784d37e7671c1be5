"""Background work: uploads, jobs, their progress and their files."""

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self) -> None:
        engine = import_module("jobs.engine")
        engine.on_job_end(import_module("jobs.notices.ending").note_end)
        import_module("organizations.signals").office_stopped.connect(
            import_module("jobs.services.control").stop_jobs_of_office
        )
