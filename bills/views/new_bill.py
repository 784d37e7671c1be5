"""The New bill page, for workbooks that are uploaded or a bill that was just made, and its sample workbook."""

from __future__ import annotations

from collections.abc import Sequence
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
    list_actions_after,
    make_sample_estimate,
    start_reading,
    submit_bill_job,
)
from jobs.http import json_error, show_job, wants_json
from jobs.queries import get_output
from jobs.services import FilePurpose, JobSource, check_kept, store_upload
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view

if TYPE_CHECKING:
    from bills.models import Reading
    from jobs.models import OutputFile, Upload


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def new_bill(request: OrgHttpRequest) -> HttpResponse:
    """GET: the page. POST: the job's panel, the reading, or the form again with what to correct."""
    before = _find_bill_before(request)
    form = _make_form(request, before)
    if request.method != "POST":
        return render(request, "bills/bill_new.html", {"form": form, "before": before})
    if not form.is_valid():
        return _ask_again(request, form, before)
    files = form.cleaned_data.get("workbook", [])
    if form.cleaned_data["then"] == CHECK:
        reading = start_reading(
            actor=request.membership,
            source=_source_of(request, before, files, form.cleaned_data["workslip"]),
            inputs=form.typed_inputs(),
            key=str(form.cleaned_data["key"] or ""),
        )
        return _show_reading(request, reading)
    job = submit_bill_job(
        actor=request.membership,
        workbooks=JobSource(output=before) if before else files,
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


def _find_bill_before(request: OrgHttpRequest) -> OutputFile | None:
    """The made bill after which the next one is to be made, when the address names one.

    Raises: Http404, OutputFile.DoesNotExist, OutputExpired.
    """
    named = request.GET.get("from")
    if named is None:
        return None
    try:
        output = get_output(organization=request.org, output_id=UUID(named))
    except ValueError as error:
        raise Http404 from error
    if not list_actions_after(output):
        raise Http404
    check_kept(output)
    return output


def _make_form(
    request: OrgHttpRequest, before: OutputFile | None
) -> BillForm | BillOptionsForm:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    if before is None:
        return BillForm(*posted)
    return BillOptionsForm(*posted, actions=list_actions_after(before))


def _source_of(
    request: OrgHttpRequest,
    before: OutputFile | None,
    files: Sequence[Workbook],
    workslip: Workbook | None,
) -> JobSource:
    """What is to be read: the bill before or the uploaded workbook, and its workslip."""

    def store(file: Workbook) -> Upload:
        return store_upload(
            organization=request.org, actor=request.membership, file=file
        )

    return JobSource(
        upload=None if before else store(files[0]),
        output=before,
        further=[(FilePurpose.WORKSLIP, store(workslip))] if workslip else (),
    )


def _show_reading(request: OrgHttpRequest, reading: Reading) -> HttpResponse:
    if wants_json(request) and reading.job:
        return show_job(request, reading.job, "")
    if request.htmx:
        return HttpResponseClientRedirect(reverse("reading_detail", args=[reading.pk]))
    return redirect("reading_detail", reading.pk)


def _ask_again(
    request: OrgHttpRequest, form: BillOptionsForm, before: OutputFile | None
) -> HttpResponse:
    if wants_json(request):
        return json_error(form.errors)
    page = "partials/bills/bill_form.html" if request.htmx else "bills/bill_new.html"
    return render(request, page, {"form": form, "before": before}, status=422)
