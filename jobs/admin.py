"""Uploads, jobs, their history and their files on the operator's desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from jobs import engine
from jobs.domain.states import FINAL
from jobs.models import (
    Chore,
    FurtherFile,
    Job,
    JobEvent,
    MailChoice,
    MailNotice,
    OutputFile,
    Upload,
    Webhook,
    WebhookDelivery,
    WorkerBeat,
)
from jobs.services import JobNotRepeatable, repeat_job
from organizations.models import User


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """History: seen, searched and filtered, never edited."""

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str]:
        return [field.name for field in self.model._meta.fields]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False


class JobEventInline(admin.TabularInline[JobEvent, Job]):
    model = JobEvent
    fields = readonly_fields = ("at", "kind", "text", "actor")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class FurtherFileInline(admin.TabularInline[FurtherFile, Job]):
    model = FurtherFile
    fields = readonly_fields = ("position", "purpose", "upload")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OutputFileInline(admin.TabularInline[OutputFile, Job]):
    model = OutputFile
    fields = readonly_fields = (
        "filename",
        "file_type",
        "file_size",
        "download_count",
        "expires_at",
        "expired",
    )
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = (
        "number",
        "organization",
        "user",
        "job_type",
        "status",
        "progress",
        "attempt",
        "created_at",
        "completed_at",
    )
    list_filter = ("status", "job_type", "cancel_requested", "created_at")
    list_select_related = ("organization", "user")
    search_fields = (
        "=id",
        "organization__name",
        "user__email",
        "upload__filename",
        "error_message",
    )
    date_hierarchy = "created_at"
    inlines = (FurtherFileInline, OutputFileInline, JobEventInline)
    actions = ("cancel_selected", "retry_selected")

    @admin.action(description="Cancel the selected jobs", permissions=["view"])
    def cancel_selected(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        unfinished = queryset.exclude(status__in=FINAL)
        actor = request.user if isinstance(request.user, User) else None
        for job in unfinished:
            engine.request_cancel(job, actor)
        messages.success(request, f"Cancel asked for {len(unfinished)} jobs.")

    @admin.action(description="Run the selected jobs again", permissions=["view"])
    def retry_selected(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        repeated = 0
        for job in queryset.select_related("organization"):
            try:
                repeat_job(job=job, user=job.user)
            except JobNotRepeatable:
                continue
            repeated += 1
        messages.success(
            request, f"{repeated} jobs run again; only failed or cancelled ones can."
        )


@admin.register(FurtherFile)
class FurtherFileAdmin(ReadOnlyAdmin):
    list_display = ("job", "position", "purpose", "upload")
    list_filter = ("purpose",)
    list_select_related = ("job", "upload")
    search_fields = ("=job__id", "upload__filename", "upload__user__email")


@admin.register(JobEvent)
class JobEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "job", "kind", "text", "actor")
    list_filter = ("kind", "at")
    list_select_related = ("job", "actor")
    search_fields = ("=job__id", "text", "actor__email")


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = (
        "filename",
        "organization",
        "user",
        "file_size",
        "status",
        "created_at",
    )
    list_filter = ("status", "created_at")
    list_select_related = ("organization", "user")
    search_fields = ("filename", "organization__name", "user__email", "sha256")


@admin.register(OutputFile)
class OutputFileAdmin(ReadOnlyAdmin):
    list_display = (
        "filename",
        "organization",
        "job",
        "file_type",
        "file_size",
        "download_count",
        "expires_at",
        "expired",
    )
    list_filter = ("file_type", "expired", "created_at")
    list_select_related = ("organization", "job")
    search_fields = ("filename", "organization__name", "=job__id")


@admin.register(WorkerBeat)
class WorkerBeatAdmin(ReadOnlyAdmin):
    list_display = ("worker_id", "host", "pid", "started_at", "seen_at")
    list_filter = ("host",)
    search_fields = ("worker_id", "host")


@admin.register(Chore)
class ChoreAdmin(ReadOnlyAdmin):
    list_display = ("name", "begun_at", "result")
    list_filter = ("begun_at",)
    search_fields = ("name",)


@admin.register(MailChoice)
class MailChoiceAdmin(admin.ModelAdmin[MailChoice]):
    list_display = ("user", "after")
    list_filter = ("after",)
    list_select_related = ("user",)
    search_fields = ("user__email",)


@admin.register(MailNotice)
class MailNoticeAdmin(ReadOnlyAdmin):
    list_display = ("job", "user", "state", "attempts", "next_try_at", "error")
    list_filter = ("state", "created_at")
    list_select_related = ("job", "user")
    search_fields = ("user__email", "=job__id")


@admin.register(Webhook)
class WebhookAdmin(ReadOnlyAdmin):
    list_display = ("url", "organization", "is_active", "created_at")
    list_filter = ("is_active",)
    list_select_related = ("organization",)
    search_fields = ("url", "organization__name")
    exclude = ("secret", "old_secret")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> list[str]:
        return [
            name
            for name in super().get_readonly_fields(request, obj)
            if name not in self.exclude
        ]


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyAdmin):
    list_display = (
        "event",
        "webhook",
        "state",
        "status_code",
        "attempts",
        "created_at",
    )
    list_filter = ("state", "event", "created_at")
    list_select_related = ("webhook",)
    search_fields = ("webhook__url", "=job__id", "error")
