"""Background work: uploads, jobs, their progress and their files."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"
