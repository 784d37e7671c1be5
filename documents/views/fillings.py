"""Using a format: its source, the values with their places to be checked, and the filled file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from documents.forms import UseFormatForm
from documents.models import Filling
from documents.queries import get_filling, get_format
from documents.services import clean_typed, start_filling, submit_filling
from documents.views.sources import list_bills
from jobs.http import json_error, show_job, wants_json
from jobs.queries import get_job_view, get_output
from jobs.services import JobSource, check_kept, mark_told, store_upload
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view

SURE, LIKELY = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One placeholder of the format on the page."""

    name: str
    value: str
    place: str
    sureness: str
    tone: str
    hint: str = ""

    @property
    def field(self) -> str:
        return f"value-{self.name}"

    @property
    def tag(self) -> str:
        return f"{{{{{self.name}}}}}"


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def filling_start(request: OrgHttpRequest, format_id: UUID) -> HttpResponse:
    """The page of the values, or the form again with what to correct."""
    found = get_format(request.membership, format_id)
    form = UseFormatForm(request.POST, request.FILES, bills=list_bills(request))
    if not form.is_valid():
        if wants_json(request):
            return json_error(form.errors)
        context = {"format": found, "use_form": form}
        page = "documents/format_use.html"
        if request.htmx:
            page = "partials/documents/format_use_form.html"
        return render(request, page, context, status=422)
    filling = start_filling(
        actor=request.membership,
        found=found,
        source=_source(request, form),
        key=str(form.cleaned_data["key"] or ""),
    )
    if wants_json(request) and filling.job:
        return show_job(request, filling.job, "")
    if request.htmx:
        return HttpResponseClientRedirect(reverse("filling_detail", args=[filling.pk]))
    return redirect("filling_detail", filling.pk)


@require_safe
@never_cache
@org_view()
def filling_detail(request: OrgHttpRequest, filling_id: UUID) -> HttpResponse:
    filling = get_filling(request.membership, filling_id)
    return render(request, "documents/filling_detail.html", _context(request, filling))


@require_safe
@never_cache
@org_view()
def filling_fragment(request: OrgHttpRequest, filling_id: UUID) -> HttpResponse:
    """The progress while a job reads the source, then the values in its place."""
    filling = get_filling(request.membership, filling_id)
    page = "partials/documents/filling_body.html"
    return render(request, page, _context(request, filling))


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def filling_make(request: OrgHttpRequest, filling_id: UUID) -> HttpResponse:
    """The job that fills the format with what stands in the form."""
    filling = get_filling(request.membership, filling_id)
    job = submit_filling(
        actor=request.membership,
        filling=filling,
        edits=_edits(request, filling),
        is_per_work="per_work" in request.POST,
        key=request.POST.get("key", "")[:64],
    )
    return show_job(request, job, "partials/jobs/job_dialog.html")


def _source(request: OrgHttpRequest, form: UseFormatForm) -> JobSource:
    file, bill = form.cleaned_data["source"], form.cleaned_data["bill"]
    if file:
        upload = store_upload(
            organization=request.org, actor=request.membership, file=file
        )
        return JobSource(upload=upload)
    output = get_output(organization=request.org, output_id=UUID(bill))
    check_kept(output)
    return JobSource(output=output)


def _edits(request: OrgHttpRequest, filling: Filling) -> dict[str, str]:
    """What was typed in the place of a value that was found."""
    found = clean_typed({row.name: row.value for row in _rows(filling.preview, {})})
    typed = clean_typed(
        {
            name: request.POST[f"value-{name}"]
            for name in found
            if f"value-{name}" in request.POST
        }
    )
    return {name: text for name, text in typed.items() if text != found[name]}


def _context(request: OrgHttpRequest, filling: Filling) -> dict[str, Any]:
    job = None
    if filling.job_id:
        job = get_job_view(viewer=request.membership, job_id=filling.job_id)
        mark_told([job])  # the page itself tells it
        # A job that ended between the two queries has left values that `filling`, as it
        # was loaded, does not know of.
        if job.is_final and not filling.preview:
            filling.refresh_from_db(fields=["preview"])
    source = filling.upload or filling.source_output
    return {
        "filling": filling,
        "format": filling.version.format,
        "source_name": source.filename if source else "",
        "job": job,
        "is_awaited": not filling.preview and job is not None and not job.is_final,
        "rows": _rows(filling.preview, filling.edits),
        "may_use": request.membership.can(Permission.RUN_OWN_JOBS),
    }


def _rows(preview: Mapping[str, Any], edits: Mapping[str, str]) -> list[ValueRow]:
    rows = [
        _row(tag.strip("{}"), detail, edits)
        for tag, detail in preview.get("details", {}).items()
    ]
    unknown = [tag.strip("{}") for tag in preview.get("unknown", [])]
    return rows + [
        ValueRow(
            name, edits.get(name, ""), "", gettext("Unknown placeholder"), "failed"
        )
        for name in unknown
    ]


def _row(name: str, detail: Mapping[str, Any], edits: Mapping[str, str]) -> ValueRow:
    if name in edits:
        return ValueRow(name, edits[name], "", gettext("Typed"), "done")
    value = str(detail["value"])
    sureness, tone = _sureness(value, detail["confidence"])
    return ValueRow(name, value, _place(detail), sureness, tone, detail["hint"])


def _sureness(value: str, share: Any) -> tuple[str, str]:
    if not value:
        return gettext("Not found"), "warning"
    if share >= SURE:
        return gettext("Sure"), "done"
    return (
        (gettext("Likely"), "info")
        if share >= LIKELY
        else (gettext("Look at it"), "warning")
    )


def _place(detail: Mapping[str, Any]) -> str:
    """`Bill!H15`, or `page 2, line 7`."""
    if detail["sheet"]:
        return f"{detail['sheet']}!{detail['cell']}".rstrip("!")
    parts = [f"{word} {detail[word]}" for word in ("page", "line") if detail.get(word)]
    return ", ".join(parts)
