"""The office itself: its page, a new one, moving between offices, leaving and closing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from organizations.domain.roles import Permission
from organizations.forms import (
    CloseForm,
    InviteForm,
    NewOfficeForm,
    OfficeForm,
    TransferForm,
)
from organizations.http import OrgHttpRequest, org_view
from organizations.middleware import CHOSEN_ORGANIZATION
from organizations.models import Membership, Organization
from organizations.services import (
    change_office,
    close_organization,
    create_organization,
    leave_organization,
    open_invitations,
)
from organizations.services.closing import NameDiffers


@require_safe
@never_cache
@org_view()
def office(request: OrgHttpRequest) -> HttpResponse:
    return render(request, "organizations/office.html", page_context(request))


def page_context(request: OrgHttpRequest, **more: object) -> dict[str, object]:
    """What the page of the office shows; `more` takes the place of a form that was refused."""
    actor = request.membership
    may_manage = actor.can(Permission.MANAGE)
    members = Membership.objects.filter(organization=request.org).select_related("user")
    return {
        "may_manage": may_manage,
        "may_own": actor.can(Permission.OWN),
        "members": list(members),
        "invitations": list(open_invitations(actor)) if may_manage else [],
        "office_form": OfficeForm(instance=request.org),
        "invite_form": InviteForm(),
        **more,
    }


@require_POST
@org_view(Permission.MANAGE)
def office_change(request: OrgHttpRequest) -> HttpResponse:
    # The form writes on its instance, and the page's head still names the office.
    kept = Organization.objects.get(pk=request.org.pk)
    form = OfficeForm(request.POST, instance=kept)
    if not form.is_valid():
        context = page_context(request, office_form=form)
        return render(request, "organizations/office.html", context, status=422)
    change_office(actor=request.membership, **form.cleaned_data)
    messages.info(request, gettext("The office is changed."))
    return redirect("office")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def office_new(request: OrgHttpRequest) -> HttpResponse:
    form = NewOfficeForm(request.POST or None)
    if form.is_valid():
        made = create_organization(name=form.cleaned_data["name"], owner=request.user)
        request.session[CHOSEN_ORGANIZATION] = str(made.pk)
        messages.info(request, gettext("You now work in %(made)s.") % {"made": made})
        return redirect("home")
    status = 422 if form.is_bound else 200
    return render(
        request, "organizations/office_new.html", {"form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def office_switch(request: OrgHttpRequest) -> HttpResponse:
    """GET: one's offices. POST: the one to work in from now on."""
    members = Membership.objects.filter(
        user=request.user, organization__closed_at=None
    ).select_related("organization")
    if request.method != "POST":
        context = {"memberships": members}
        return render(request, "organizations/office_switch.html", context)
    wanted = request.POST.get("office", "")
    for member in members:
        if str(member.organization_id) == wanted and member.organization.is_active:
            request.session[CHOSEN_ORGANIZATION] = wanted
            messages.info(
                request,
                gettext("You now work in %(organization)s.")
                % {"organization": member.organization},
            )
            return redirect("home")
    raise Organization.DoesNotExist


@require_POST
@org_view()
def office_leave(request: OrgHttpRequest) -> HttpResponse:
    left = str(request.org)
    leave_organization(actor=request.membership)
    messages.info(request, gettext("You have left %(left)s.") % {"left": left})
    return redirect("office_switch")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view(Permission.OWN)
def office_close(request: OrgHttpRequest) -> HttpResponse:
    """GET: what closing does, and the export before it. POST: closes."""
    form = CloseForm(request.user, request.POST or None)
    if form.is_valid():
        try:
            close_organization(
                actor=request.membership, typed_name=form.cleaned_data["name"]
            )
            messages.info(
                request,
                gettext(
                    "%(org)s is closed. Thirty days from now its files are deleted."
                )
                % {"org": request.org},
            )
            return redirect("office_switch")
        except NameDiffers as error:
            form.add_error("name", str(error))
    status = 422 if form.is_bound else 200
    context = {"form": form, "transfer_form": TransferForm(request.membership)}
    return render(request, "organizations/office_close.html", context, status=status)
