"""Inviting somebody, and following an invitation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organizations.domain.roles import Permission
from organizations.forms import InviteForm
from organizations.http import OrgHttpRequest, org_view
from organizations.middleware import CHOSEN_ORGANIZATION
from organizations.services import (
    accept_invitation,
    find_invitation,
    invite,
    revoke_invitation,
)
from organizations.views.office import page_context


@require_POST
@never_cache
@org_view(Permission.MANAGE)
def invitation_make(request: OrgHttpRequest) -> HttpResponse:
    """The page of the office; this answer alone shows the link."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        context = page_context(request, invite_form=form)
        return render(request, "organizations/office.html", context, status=422)
    link, is_mailed = invite(actor=request.membership, **form.cleaned_data)
    context = page_context(
        request, link=link, is_mailed=is_mailed, mailed_to=form.cleaned_data["email"]
    )
    return render(request, "organizations/office.html", context)


@require_POST
@org_view(Permission.MANAGE)
def invitation_revoke(request: OrgHttpRequest, invitation_id: UUID) -> HttpResponse:
    revoke_invitation(actor=request.membership, invitation_id=invitation_id)
    messages.info(request, gettext("The invitation is taken back."))
    return redirect("office")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: Any, text: str) -> HttpResponse:
    """GET: what one is invited to, for anybody who has the link. POST: joins."""
    found = find_invitation(text)
    if request.method != "POST":
        context = {"invitation": found, "text": text}
        return render(request, "organizations/invitation.html", context)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    member = accept_invitation(user=request.user, text=text)
    request.session[CHOSEN_ORGANIZATION] = str(member.organization_id)
    messages.info(
        request,
        gettext("You now work in %(organization)s.")
        % {"organization": member.organization},
    )
    return redirect("home")
