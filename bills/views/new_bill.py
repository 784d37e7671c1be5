"""The New bill page and its sample workbook."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bills.forms import BillForm
from bills.services import make_sample_estimate, submit_bill_job
from jobs.http import json_error, show_job, wants_json
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def new_bill(request: OrgHttpRequest) -> HttpResponse:
    """GET: the page. POST: the job's panel, or the form again with what to correct."""
    if request.method != "POST":
        return render(request, "bills/bill_new.html", {"form": BillForm()})
    form = BillForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask_again(request, form)
    job = submit_bill_job(
        actor=request.membership,
        file=form.cleaned_data["workbook"],
        action=form.bill_action,
        inputs=form.typed_inputs(),
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


def _ask_again(request: OrgHttpRequest, form: BillForm) -> HttpResponse:
    if wants_json(request):
        return json_error(form.errors)
    page = "partials/bills/bill_form.html" if request.htmx else "bills/bill_new.html"
    return render(request, page, {"form": form}, status=422)
