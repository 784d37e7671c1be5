"""Letter settings, own letters and formats on the operator's desk, to be seen and never edited."""

from __future__ import annotations

from django.contrib import admin

from documents.models import (
    Filling,
    Format,
    FormatCopy,
    FormatVersion,
    OwnLetter,
    SavedLetterSettings,
)
from project.desk import HistoryAdmin


@admin.register(SavedLetterSettings)
class SavedLetterSettingsAdmin(HistoryAdmin):
    list_display = ("organization", "user", "officer_designation", "updated_at")
    list_filter = ("updated_at",)
    list_select_related = ("organization", "user")
    search_fields = ("organization__name", "user__email", "officer_name")


@admin.register(OwnLetter)
class OwnLetterAdmin(HistoryAdmin):
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


@admin.register(Format)
class FormatAdmin(HistoryAdmin):
    list_display = (
        "name",
        "organization",
        "user",
        "is_shared",
        "is_locked",
        "removed_at",
        "updated_at",
    )
    list_filter = ("is_shared", "is_locked")
    list_select_related = ("organization", "user")
    search_fields = ("=id", "name", "organization__name", "user__email")


@admin.register(FormatVersion)
class FormatVersionAdmin(HistoryAdmin):
    list_display = ("filename", "format", "number", "organization", "created_at")
    list_filter = ("created_at",)
    list_select_related = ("organization", "format")
    search_fields = ("=id", "=format__id", "filename", "format__name", "=sha256")


@admin.register(FormatCopy)
class FormatCopyAdmin(HistoryAdmin):
    list_display = ("version",)
    list_filter = ("version__created_at",)
    list_select_related = ("version",)
    search_fields = ("=version__id", "version__filename")
    exclude = ("content",)


@admin.register(Filling)
class FillingAdmin(HistoryAdmin):
    list_display = ("version", "organization", "user", "job", "created_at")
    list_filter = ("created_at",)
    list_select_related = ("organization", "user", "version", "job")
    search_fields = ("=id", "=version__format__id", "version__format__name")
