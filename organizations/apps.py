"""Offices, the people in them and what each may do."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "organizations"

    def ready(self) -> None:
        from organizations import signals  # noqa: F401 - it connects itself
