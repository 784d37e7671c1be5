"""Readings, remembered layouts and made bills on the operator's desk, to be seen and never edited."""

from __future__ import annotations

from django.contrib import admin

from bills.models import (
    MadeBill,
    Reading,
    ReadingRows,
    ReadingSheet,
    RegisteredWork,
    RememberedLayout,
)
from project.desk import HistoryAdmin, HistoryInline


class ReadingSheetInline(HistoryInline):
    model = ReadingSheet
    fields = ("position", "title", "kind", "item_count", "row_count", "reason")


@admin.register(Reading)
class ReadingAdmin(HistoryAdmin):
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
    inlines = (ReadingSheetInline,)


@admin.register(ReadingSheet)
class ReadingSheetAdmin(HistoryAdmin):
    list_display = ("title", "reading", "position", "kind", "item_count", "row_count")
    list_filter = ("kind",)
    list_select_related = ("reading",)
    search_fields = ("=reading__id", "title", "reading__filename", "signature")


@admin.register(ReadingRows)
class ReadingRowsAdmin(HistoryAdmin):
    list_display = ("sheet", "part")
    list_filter = ("sheet__kind",)
    list_select_related = ("sheet",)
    search_fields = ("=sheet__reading__id", "sheet__title")


@admin.register(RememberedLayout)
class RememberedLayoutAdmin(HistoryAdmin):
    list_display = ("filename", "organization", "user", "signature", "updated_at")
    list_filter = ("updated_at",)
    list_select_related = ("organization", "user")
    search_fields = ("filename", "organization__name", "user__email", "=signature")


@admin.register(RegisteredWork)
class RegisteredWorkAdmin(HistoryAdmin):
    list_display = ("name_of_work", "agreement", "agency", "organization", "billed_at")
    list_filter = ("billed_at",)
    list_select_related = ("organization",)
    search_fields = ("name_of_work", "agreement", "agency", "organization__name")


@admin.register(MadeBill)
class MadeBillAdmin(HistoryAdmin):
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
