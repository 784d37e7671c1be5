"""The page of the layouts that the office remembers, and forgetting one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bills.queries.layouts import list_remembered
from bills.services import forget_layout
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view


@require_safe
@never_cache
@org_view()
def layout_list(request: OrgHttpRequest) -> HttpResponse:
    layouts = list_remembered(request.membership)
    return render(request, "bills/layout_list.html", {"layouts": layouts})


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def layout_forget(request: OrgHttpRequest, signature: str) -> HttpResponse:
    forget_layout(
        organization=request.org, actor=request.membership, signature=signature
    )
    messages.success(request, gettext("The layout is forgotten."))
    return redirect("layout_list")
