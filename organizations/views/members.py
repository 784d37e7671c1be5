"""The people of an office: roles, removing, and handing the office over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organizations.domain.roles import Permission
from organizations.forms import RoleForm, TransferForm
from organizations.http import OrgHttpRequest, org_view
from organizations.services import (
    change_role,
    get_member,
    remove_member,
    transfer_ownership,
)
from organizations.views.office import page_context


@require_POST
@org_view(Permission.MANAGE)
def member_role(request: OrgHttpRequest, uid: UUID) -> HttpResponse:
    form = RoleForm(request.POST)
    if not form.is_valid():
        return render(
            request, "organizations/office.html", page_context(request), status=422
        )
    change_role(actor=request.membership, uid=uid, role=form.cleaned_data["role"])
    messages.info(request, gettext("The role is changed."))
    return redirect("office")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view(Permission.MANAGE)
def member_remove(request: OrgHttpRequest, uid: UUID) -> HttpResponse:
    """GET: asks. POST: removes."""
    member = get_member(actor=request.membership, uid=uid)
    if request.method != "POST":
        return render(request, "organizations/member_remove.html", {"member": member})
    remove_member(actor=request.membership, uid=uid)
    messages.info(
        request,
        gettext("%(user)s no longer works in %(org)s.")
        % {"user": member.user, "org": request.org},
    )
    return redirect("office")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view(Permission.OWN)
def office_transfer(request: OrgHttpRequest) -> HttpResponse:
    form = TransferForm(request.membership, request.POST or None)
    if form.is_valid():
        transfer_ownership(actor=request.membership, uid=UUID(form.cleaned_data["to"]))
        messages.info(
            request, gettext("The office is handed over. You are an admin of it now.")
        )
        return redirect("office")
    status = 422 if form.is_bound else 200
    return render(
        request, "organizations/office_transfer.html", {"form": form}, status=status
    )
