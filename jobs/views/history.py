"""The list of all jobs with its filters, and what is done to many of them at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jobs.forms import HistoryForm
from jobs.models import Job
from jobs.queries.history import Filters, count_jobs, find_jobs, get_page
from jobs.services import Deed, do_with_jobs
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view

ALL = "all"  # instead of the ids: every job that matches


@require_safe
@never_cache
@org_view()
def job_list(request: OrgHttpRequest) -> HttpResponse:
    """The page, or for the filter form its list alone."""
    form = HistoryForm(request.GET, organization=request.org)
    filters = form.filters()
    page = get_page(
        request.membership,
        filters,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    context = {
        "form": form,
        "page": page,
        "count": count_jobs(request.org, filters)
        if filters or page.jobs or page.is_beyond
        else (0, False),
        "can_change": request.membership.can(Permission.RUN_OWN_JOBS),
    }
    return render(request, "jobs/job_list.html", context)


@require_POST
@org_view(Permission.RUN_OWN_JOBS)
def job_bulk(request: OrgHttpRequest) -> HttpResponse:
    """Asks first, naming the count; does it when the question was answered."""
    filters = _filters_of(request)
    try:
        deed = Deed(request.POST.get("deed", ""))
    except ValueError as error:
        raise Http404 from error
    jobs = _chosen(request, filters)
    back = f"{reverse('job_list')}?{filters.query}"
    if not jobs.exists():
        messages.info(request, gettext("Tick the jobs first, then press the button."))
        return redirect(back)
    if "confirmed" in request.POST:
        outcome = do_with_jobs(jobs=jobs, actor=request.membership, deed=deed)
        messages.info(request, str(outcome))
        return redirect(back)
    context = {
        "deed": deed.value,
        "chosen": jobs.count(),
        "ids": request.POST.getlist("job"),
        "matching": count_jobs(request.org, filters),
        "query": filters.query,
        "back": back,
    }
    return render(request, "jobs/job_bulk.html", context)


def _filters_of(request: OrgHttpRequest) -> Filters:
    form = HistoryForm(
        QueryDict(request.POST.get("query", "")), organization=request.org
    )
    return form.filters()


def _chosen(request: OrgHttpRequest, filters: Filters) -> QuerySet[Job]:
    """The ticked jobs, or all that match. Raises: Http404, for an id that is none."""
    chosen = request.POST.getlist("job")
    if chosen == [ALL]:
        return find_jobs(request.org, filters)
    try:
        ids = [UUID(text) for text in chosen]
    except ValueError as error:
        raise Http404 from error
    return find_jobs(request.org, Filters()).filter(pk__in=ids)
