"""Readings, remembered layouts and made bills on the operator's desk, to be seen and never edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from bills.models import (
    MadeBill,
    Reading,
    ReadingRows,
    ReadingSheet,
    RegisteredWork,
    RememberedLayout,
)
from jobs.admin import ReadOnlyAdmin


class ReadingSheetInline(admin.TabularInline[ReadingSheet, Reading]):
    model = ReadingSheet
    fields = readonly_fields = (
        "position",
        "title",
        "kind",
        "item_count",
        "row_count",
        "reason",
    )
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Reading)
class ReadingAdmin(ReadOnlyAdmin):
    list_display = (
        "filename",
        "organization",
        "user",
        "version",
        "read_version",
        "cell_count",
        "created_at",
    )
    list_filter = ("created_at",)
    list_select_related = ("organization", "user")
    search_fields = ("=id", "filename", "organization__name", "user__email")
    date_hierarchy = "created_at"
    inlines = (ReadingSheetInline,)


@admin.register(ReadingSheet)
class ReadingSheetAdmin(ReadOnlyAdmin):
    list_display = ("title", "reading", "position", "kind", "item_count", "row_count")
    list_filter = ("kind",)
    list_select_related = ("reading",)
    search_fields = ("=reading__id", "title", "reading__filename", "signature")


@admin.register(ReadingRows)
class ReadingRowsAdmin(ReadOnlyAdmin):
    list_display = ("sheet", "part")
    list_filter = ("sheet__kind",)
    list_select_related = ("sheet",)
    search_fields = ("=sheet__reading__id", "sheet__title")


@admin.register(RememberedLayout)
class RememberedLayoutAdmin(ReadOnlyAdmin):
    list_display = ("filename", "organization", "user", "signature", "updated_at")
    list_filter = ("updated_at",)
    list_select_related = ("organization", "user")
    search_fields = ("filename", "organization__name", "user__email", "=signature")


@admin.register(RegisteredWork)
class RegisteredWorkAdmin(ReadOnlyAdmin):
    list_display = ("name_of_work", "agreement", "agency", "organization", "billed_at")
    list_filter = ("billed_at",)
    list_select_related = ("organization",)
    search_fields = ("name_of_work", "agreement", "agency", "organization__name")


@admin.register(MadeBill)
class MadeBillAdmin(ReadOnlyAdmin):
    list_display = (
        "title",
        "agreement",
        "name_of_work",
        "organization",
        "total",
        "since_last_total",
        "created_at",
    )
    list_filter = ("is_final", "created_at")
    list_select_related = ("organization", "user", "job")
    search_fields = (
        "=job__id",
        "name_of_work",
        "agreement",
        "agency",
        "organization__name",
    )
