"""The page of a person's keys to the API."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organizations.http import OrgHttpRequest, org_view
from organizations.tokens import create_token, revoke_token, tokens_of


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        error_messages={"required": _("Say what the token is for.")},
    )
    can_write = forms.BooleanField(
        label=_("It may also upload, start, cancel and repeat jobs"), required=False
    )
    days = forms.IntegerField(
        label=_("Valid for so many days"),
        required=False,
        min_value=1,
        max_value=3650,
        help_text=_("Leave empty for a token that is valid until you revoke it."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view()
def token_list(request: OrgHttpRequest) -> HttpResponse:
    """GET: the tokens. POST: makes one, whose text this answer alone shows."""
    form = TokenForm(request.POST or None)
    made, status = None, 200
    if form.is_bound and form.is_valid():
        made = create_token(actor=request.membership, **form.cleaned_data)[1]
        form = TokenForm()
    elif form.is_bound:
        status = 422
    context = {"form": form, "made": made, "tokens": tokens_of(request.membership)}
    return render(request, "organizations/token_list.html", context, status=status)


@require_POST
@org_view()
def token_revoke(request: OrgHttpRequest, token_id: UUID) -> HttpResponse:
    revoke_token(actor=request.membership, token_id=token_id)
    return redirect("token_list")
