"""The page of the audit trail."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.audit import find_events
from organizations.domain.roles import Permission
from organizations.forms import ActivityForm
from organizations.http import OrgHttpRequest, org_view

EVENTS_A_PAGE = 50


@require_safe
@never_cache
@org_view(Permission.MANAGE)
def activity(request: OrgHttpRequest) -> HttpResponse:
    form = ActivityForm(request.org, request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    events = find_events(request.org, **wanted)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": Paginator(events, EVENTS_A_PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode(),
        "is_filtered": any(wanted.values()),
    }
    return render(request, "organizations/activity.html", context)
