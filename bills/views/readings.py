"""The page of a reading, what it polls while the workbook is read, and starting one from a job."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bills.queries.readings import Place
from bills.services import read_again, start_reading_of_job
from bills.views.reading_answers import (
    find_reading,
    make_context,
    place_of,
    show_reading,
)
from jobs.queries import get_job
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view


@require_safe
@never_cache
@org_view()
def reading_detail(request: OrgHttpRequest, reading_id: UUID) -> HttpResponse:
    reading = find_reading(request, reading_id)
    context = make_context(request, reading, place_of(request))
    return render(request, "bills/reading_detail.html", context)


@require_safe
@never_cache
@org_view()
def reading_fragment(request: OrgHttpRequest, reading_id: UUID) -> HttpResponse:
    """The progress while a job reads the workbook, then what was read in its place."""
    reading = find_reading(request, reading_id)
    context = make_context(request, reading, place_of(request))
    view = context["reading"]
    if view.is_awaited:
        return render(request, "partials/bills/reading_progress.html", context)
    context["said"] = view.summary
    return render(request, "partials/bills/reading_answer.html", context)


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def reading_read(request: OrgHttpRequest, reading_id: UUID) -> HttpResponse:
    """Reads the workbook once more, as after a failure."""
    reading = find_reading(request, reading_id)
    reading = read_again(actor=request.membership, reading=reading)
    return show_reading(request, reading, Place())


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def reading_start_from_job(request: OrgHttpRequest, job_id: UUID) -> HttpResponse:
    """A reading of the workbook that the job worked on; its page is the answer."""
    job = get_job(organization=request.org, job_id=job_id)
    reading = start_reading_of_job(actor=request.membership, job=job)
    return redirect("reading_detail", reading.pk)
