"""Making the bill of a workbook that was read, with its corrections."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from bills.domain.bill import BillAction
from bills.domain.corrections import Corrections
from bills.forms import BillOptionsForm
from bills.queries.readings import ReadingView
from bills.services import check_may_correct, save_inputs, submit_bill_job
from bills.views.reading_answers import find_reading, make_context, place_of
from jobs.http import json_error, show_job, wants_json
from jobs.services import JobSource
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def reading_bill(request: OrgHttpRequest, reading_id: UUID) -> HttpResponse:
    """The job's panel, or the form again with what to correct."""
    reading = find_reading(request, reading_id)
    check_may_correct(reading, request.membership)
    view = ReadingView(reading, request.membership, place_of(request))
    form = BillOptionsForm(
        request.POST, request.FILES, actions=view.actions or tuple(BillAction)
    )
    if view.why_no_bill:
        form.add_error(None, view.why_no_bill)
    if not form.is_valid():
        return _ask_again(request, view, form)
    inputs = form.typed_inputs()
    save_inputs(actor=request.membership, reading=reading, inputs=inputs)
    job = submit_bill_job(
        actor=request.membership,
        workbooks=JobSource(upload=reading.upload, output=reading.source_output),
        inputs=inputs,
        workslip=form.cleaned_data["workslip"] or getattr(reading, "workslip", None),
        corrections=Corrections.from_json(reading.corrections),
        key=str(form.cleaned_data["key"] or ""),
    )
    return show_job(request, job, "partials/jobs/job_dialog.html")


def _ask_again(
    request: OrgHttpRequest, view: ReadingView, form: BillOptionsForm
) -> HttpResponse:
    if wants_json(request):
        return json_error(form.errors)
    context = make_context(request, view.reading, view.place) | {"form": form}
    page = "bills/reading_detail.html"
    if request.htmx:
        page = "partials/bills/reading_bill_form.html"
    return render(request, page, context, status=422)
