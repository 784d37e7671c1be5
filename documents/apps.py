"""Makes the papers that go with a bill."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
