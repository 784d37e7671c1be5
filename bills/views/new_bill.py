"""The New bill page, for workbooks that are uploaded, a bill that was just made or a job to be edited, and its sample workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from bills.forms import CHECK, BillForm, BillOptionsForm, Workbook
from bills.services import (
    can_be_edited,
    list_actions_after,
    make_sample_estimate,
    start_reading,
    submit_bill_job,
)
from jobs.http import json_error, show_job, wants_json
from jobs.queries import get_job, get_output, list_batch, list_uploads
from jobs.services import (
    FilePurpose,
    JobSource,
    check_kept,
    source_of,
    store_upload,
    store_uploads,
)
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view

if TYPE_CHECKING:
    from bills.models import Reading
    from jobs.models import Job, OutputFile, Upload


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def new_bill(request: OrgHttpRequest) -> HttpResponse:
    """GET: the page. POST: the job's panel, the reading, or the form again with what to correct."""
    start = _find_start(request)
    form = _make_form(request, start)
    if request.method != "POST":
        return render(request, "bills/bill_new.html", _context(form, start))
    if not form.is_valid():
        return _ask_again(request, form, start)
    files = form.cleaned_data.get("workbook", [])
    if form.cleaned_data["then"] == CHECK:
        reading = start_reading(
            actor=request.membership,
            source=_source_of(request, start, files, form.cleaned_data["workslip"]),
            inputs=form.typed_inputs(),
            key=str(form.cleaned_data["key"] or ""),
        )
        return _show_reading(request, reading)
    job = submit_bill_job(
        actor=request.membership,
        workbooks=files or start.source,
        inputs=form.typed_inputs(),
        workslip=form.cleaned_data["workslip"],
        key=str(form.cleaned_data["key"] or ""),
    )
    return show_job(request, job, "partials/jobs/job_dialog.html")


@require_safe
@org_view()
def sample_estimate(request: OrgHttpRequest) -> HttpResponse:
    made = make_sample_estimate()
    response = HttpResponse(
        made.content,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="{made.filename}"'
    return response


@dataclass(frozen=True, slots=True)
class Start:
    """What the page starts from: nothing, the bill before, or a job that is to be edited."""

    before: OutputFile | None = None
    again: Job | None = None

    @property
    def source(self) -> JobSource:
        if self.again:
            return source_of(self.again)
        return JobSource(output=self.before)

    @property
    def query(self) -> str:
        """What the form's address says of it."""
        if self.again:
            return f"?again={self.again.pk}"
        return f"?from={self.before.pk}" if self.before else ""


def _find_start(request: OrgHttpRequest) -> Start:
    """Raises: Http404, Job.DoesNotExist, OutputFile.DoesNotExist, OutputExpired."""
    if job_id := _named(request, "again"):
        job = get_job(organization=request.org, job_id=job_id)
        if not can_be_edited(job):
            raise Http404
        return Start(before=job.source_output, again=job)
    if output_id := _named(request, "from"):
        output = get_output(organization=request.org, output_id=output_id)
        if not list_actions_after(output):
            raise Http404
        check_kept(output)
        return Start(before=output)
    return Start()


def _named(request: OrgHttpRequest, name: str) -> UUID | None:
    """Raises: Http404, for an id that is none."""
    text = request.GET.get(name)
    try:
        return None if text is None else UUID(text)
    except ValueError as error:
        raise Http404 from error


def _make_form(request: OrgHttpRequest, start: Start) -> BillForm | BillOptionsForm:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    inputs = start.again.result["metadata"] if start.again else {}
    if start.before:
        actions = list_actions_after(start.before)
        return BillOptionsForm(*posted, actions=actions, initial=inputs)
    kept = len(list_batch(start.again)) if start.again else 0
    uploads = list_uploads(request.membership, request.POST.getlist("kept"))
    return BillForm(*posted, kept=kept, uploads=uploads, initial=inputs)


def _context(form: BillOptionsForm, start: Start) -> dict[str, object]:
    return {
        "form": form,
        "before": start.before,
        "again": start.again,
        "kept_names": list_batch(start.again) if start.again else [],
        "query": start.query,
    }


def _source_of(
    request: OrgHttpRequest,
    start: Start,
    files: Sequence[Workbook | Upload],
    workslip: Workbook | None,
) -> JobSource:
    """What is to be read: the stored or the uploaded workbook, and its workslip."""

    def store(file: Workbook | Upload) -> Upload:
        return store_upload(
            organization=request.org, actor=request.membership, file=file
        )

    source = JobSource(upload=store(files[0])) if files else start.source
    further = [(FilePurpose.WORKSLIP, store(workslip))] if workslip else source.further
    return replace(source, further=further, repeats=None)


def _show_reading(request: OrgHttpRequest, reading: Reading) -> HttpResponse:
    if wants_json(request) and reading.job:
        return show_job(request, reading.job, "")
    if request.htmx:
        return HttpResponseClientRedirect(reverse("reading_detail", args=[reading.pk]))
    return redirect("reading_detail", reading.pk)


def _ask_again(
    request: OrgHttpRequest, form: BillOptionsForm, start: Start
) -> HttpResponse:
    if wants_json(request):
        return json_error(form.errors)
    if isinstance(form, BillForm):
        files = form.at_stake(is_swapped=bool(request.htmx))
        form.uploads += store_uploads(request.membership, files)
    page = "partials/bills/bill_form.html" if request.htmx else "bills/bill_new.html"
    return render(request, page, _context(form, start), status=422)
