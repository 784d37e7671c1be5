"""Letter settings and own letters on the operator's desk, to be seen and never edited."""

from __future__ import annotations

from django.contrib import admin

from documents.models import OwnLetter, SavedLetterSettings
from jobs.admin import ReadOnlyAdmin


@admin.register(SavedLetterSettings)
class SavedLetterSettingsAdmin(ReadOnlyAdmin):
    list_display = ("organization", "user", "officer_designation", "updated_at")
    list_filter = ("updated_at",)
    list_select_related = ("organization", "user")
    search_fields = ("organization__name", "user__email", "officer_name")


@admin.register(OwnLetter)
class OwnLetterAdmin(ReadOnlyAdmin):
    list_display = (
        "filename",
        "kind",
        "organization",
        "user",
        "is_in_use",
        "created_at",
    )
    list_filter = ("kind", "is_in_use")
    list_select_related = ("organization", "user")
    search_fields = ("=id", "filename", "organization__name", "user__email")
    exclude = ("content",)
