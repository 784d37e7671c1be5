"""One's own account: the name, and its end. The rest are the pages of django-allauth."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organizations.forms import PasswordForm, ProfileForm
from organizations.http import OrgHttpRequest
from organizations.models import Organization
from organizations.services import delete_account, offices_in_the_way


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def profile(request: OrgHttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.info(request, gettext("Your name is kept."))
        return redirect("profile")
    context = {"form": form, "has_second_factor": is_mfa_enabled(request.user)}
    status = 422 if form.is_bound else 200
    return render(request, "organizations/profile.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def account_delete(request: OrgHttpRequest) -> HttpResponse:
    """GET: what will happen. POST, with the password: it happens."""
    user = request.user
    form = PasswordForm(user, request.POST or None)
    if form.is_valid():
        delete_account(user=user)
        logout(request)
        messages.info(request, gettext("Your account is deleted."))
        return redirect("account_login")
    owned = Organization.objects.filter(owner=user, is_active=True)
    in_the_way = offices_in_the_way(user)
    context = {
        "form": form,
        "in_the_way": in_the_way,
        "closed_too": [office for office in owned if office not in in_the_way],
    }
    status = 422 if form.is_bound else 200
    return render(request, "organizations/account_delete.html", context, status=status)
