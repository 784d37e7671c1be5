"""Offices with their usage, uploads, jobs, their history and their files on the operator's desk."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import Any, ClassVar, cast
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.formats import localize
from django.utils.timezone import localtime

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
from jobs.queries.usage import Usage, find_usage
from jobs.services import JobNotRepeatable, cancel_as_operator, repeat_as_operator
from organizations.admin import OrganizationAdmin
from organizations.http import NoOrganization
from organizations.models import Organization, User
from project.desk import HistoryAdmin, HistoryInline


@admin.register(Organization)
class OfficeAdmin(OrganizationAdmin):
    """An office with what it uses."""

    list_display: Any = (
        "name",
        "plan",
        "is_active",
        "people",
        "jobs_of_30_days",
        "running",
        "stored",
        "last_activity",
    )
    fields: ClassVar[Any] = (
        *OrganizationAdmin.fields,
        ("people", "jobs_of_30_days", "running", "stored", "last_activity"),
    )

    def get_readonly_fields(
        self, request: HttpRequest, obj: Organization | None = None
    ) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *self.fields[-1])

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The rows of the page, each with its usage: counted together, not row by row."""
        changelist = super().get_changelist_instance(request)
        offices = list(changelist.result_list)
        usage = find_usage([office.pk for office in offices])
        for office in offices:
            office.usage = usage[office.pk]
        changelist.result_list = offices
        return changelist

    def people(self, office: Any) -> int:
        return _usage_of(office).people

    @admin.display(description="jobs, 30 days")
    def jobs_of_30_days(self, office: Any) -> int:
        return _usage_of(office).recent_jobs

    def running(self, office: Any) -> int:
        return _usage_of(office).running

    def stored(self, office: Any) -> str:
        return filesizeformat(_usage_of(office).stored_bytes)

    def last_activity(self, office: Any) -> str:
        active_at = _usage_of(office).active_at
        return str(localize(localtime(active_at))) if active_at else "-"


def _usage_of(office: Any) -> Usage:
    if not hasattr(office, "usage"):
        office.usage = find_usage([office.pk])[office.pk]
    usage: Usage = office.usage
    return usage


class JobEventInline(HistoryInline):
    model = JobEvent
    fields = ("at", "kind", "text", "actor")
    related = ("actor",)


class FurtherFileInline(HistoryInline):
    model = FurtherFile
    fields = ("position", "purpose", "upload")
    related = ("upload",)


class OutputFileInline(HistoryInline):
    model = OutputFile
    fields = (
        "filename",
        "file_type",
        "file_size",
        "download_count",
        "expires_at",
        "expired",
    )


@admin.register(Job)
class JobAdmin(HistoryAdmin):
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
    list_defer = ("plan", "result", "error_log", "warnings", "kept", "search_text")
    sortable_by = ("status", "created_at")  # what an index keeps in order
    search_fields = ("=id", "search_text", "error_message")
    search_help_text = "Id, number, file, work, office, person or what went wrong."
    inlines = (FurtherFileInline, OutputFileInline, JobEventInline)
    actions = ("cancel_selected", "retry_selected")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Job], search_term: str
    ) -> tuple[QuerySet[Job], bool]:
        """The job of this id, else those with every word in their own texts, office or person.

        Offices and people are few and are looked up first: joined to every job they cost
        seconds.
        """
        with suppress(ValueError):
            return queryset.filter(pk=UUID(search_term.strip())), False
        for word in search_term.split():
            offices = Organization.objects.filter(name__icontains=word)
            people = User.objects.filter(email__icontains=word)
            queryset = queryset.filter(
                Q(organization__in=offices.values("pk"))
                | Q(user__in=people.values("pk"))
                | Q(search_text__contains=word.casefold())
                | Q(error_message__icontains=word)
            )
        return queryset, False

    def has_operate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("jobs.change_job")

    @admin.action(description="Cancel the selected jobs", permissions=["operate"])
    def cancel_selected(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        outcomes = Counter(
            cancel_as_operator(job=job, operator=cast(User, request.user))
            for job in queryset.select_related("organization")
        )
        said = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
        self.message_user(request, f"Jobs: {said}.", messages.SUCCESS)

    @admin.action(description="Run the selected jobs again", permissions=["operate"])
    def retry_selected(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        repeated = 0
        for job in queryset.select_related("organization"):
            try:
                repeat_as_operator(job=job, operator=cast(User, request.user))
            except (JobNotRepeatable, NoOrganization):
                continue
            repeated += 1
        self.message_user(
            request,
            f"{repeated} jobs run again; only failed or cancelled ones of an open "
            "office can.",
            messages.SUCCESS,
        )


@admin.register(FurtherFile)
class FurtherFileAdmin(HistoryAdmin):
    list_display = ("job", "position", "purpose", "upload")
    list_filter = ("purpose",)
    list_select_related = ("job", "upload")
    search_fields = ("=job__id", "upload__filename", "upload__user__email")


@admin.register(JobEvent)
class JobEventAdmin(HistoryAdmin):
    list_display = ("at", "job", "kind", "text", "actor")
    list_filter = ("kind", "at")
    list_select_related = ("job", "actor")
    search_fields = ("=job__id", "text", "actor__email")


@admin.register(Upload)
class UploadAdmin(HistoryAdmin):
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
class OutputFileAdmin(HistoryAdmin):
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
class WorkerBeatAdmin(HistoryAdmin):
    list_display = ("worker_id", "host", "pid", "started_at", "seen_at")
    list_filter = ("host",)
    search_fields = ("worker_id", "host")


@admin.register(Chore)
class ChoreAdmin(HistoryAdmin):
    list_display = ("name", "begun_at", "result")
    list_filter = ("begun_at",)
    search_fields = ("name",)


@admin.register(MailChoice)
class MailChoiceAdmin(HistoryAdmin):
    list_display = ("user", "after")
    list_filter = ("after",)
    list_select_related = ("user",)
    search_fields = ("user__email",)


@admin.register(MailNotice)
class MailNoticeAdmin(HistoryAdmin):
    list_display = ("job", "user", "state", "attempts", "next_try_at", "error")
    list_filter = ("state", "created_at")
    list_select_related = ("job", "user")
    search_fields = ("user__email", "=job__id")


@admin.register(Webhook)
class WebhookAdmin(HistoryAdmin):
    list_display = ("url", "organization", "is_active", "created_at")
    list_filter = ("is_active",)
    list_select_related = ("organization",)
    search_fields = ("url", "organization__name")
    exclude = ("secret", "old_secret")


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(HistoryAdmin):
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
