"""When a person gets an e-mail, and the office's webhooks with what was delivered."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobs.models import MailChoice, Webhook, WebhookDelivery
from jobs.notices.safe_http import AddressRefused
from jobs.notices.webhooks import (
    add_webhook,
    change_secret,
    get_message,
    get_webhook,
    remove_webhook,
    send_again,
    send_test,
    switch_webhook,
)
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view
from organizations.models import Membership

LOGGED = 50


class MailForm(forms.ModelForm[MailChoice]):
    class Meta:
        model = MailChoice
        fields = ("after",)
        widgets = {"after": forms.RadioSelect}
        labels = {"after": _("E-mail me")}


class WebhookForm(forms.Form):
    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_(
            "Begins with https://. Each ended job of the office is posted there."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view()
def notices(request: OrgHttpRequest) -> HttpResponse:
    """GET: the page. POST: the person's choice."""
    choice = MailChoice.objects.filter(user=request.user).first()
    form = MailForm(
        request.POST or None, instance=choice or MailChoice(user=request.user)
    )
    if form.is_bound and form.is_valid():
        form.save()
        messages.info(request, gettext("Your choice is kept."))
        return redirect("notices")
    return _page(request, {"mail_form": form})


@require_POST
@org_view(Permission.MANAGE)
def webhook_add(request: OrgHttpRequest) -> HttpResponse:
    """Makes one; this answer alone shows its secret."""
    form = WebhookForm(request.POST)
    if form.is_valid():
        try:
            _, secret = add_webhook(
                actor=request.membership, url=form.cleaned_data["url"]
            )
            return _page(request, {"secret": secret})
        except AddressRefused as error:
            form.add_error("url", str(error))
    return _page(request, {"hook_form": form}, status=422)


@require_POST
@org_view(Permission.MANAGE)
def webhook_change(request: OrgHttpRequest, hook_id: UUID) -> HttpResponse:
    """Tests it, switches it, gives it a new secret or removes it."""
    hook = get_webhook(request.membership, hook_id)
    if request.POST.get("deed") == "secret":
        secret = change_secret(actor=request.membership, hook=hook)
        return _page(request, {"secret": secret})
    try:
        DEEDS[request.POST.get("deed", "")](request.membership, hook)
    except KeyError as error:
        raise Http404 from error
    return redirect("notices")


@require_POST
@org_view(Permission.MANAGE)
def delivery_again(request: OrgHttpRequest, message_id: UUID) -> HttpResponse:
    message = get_message(request.membership, message_id)
    send_again(actor=request.membership, message=message)
    return redirect("notices")


DEEDS: dict[str, Callable[[Membership, Webhook], object]] = {
    "test": lambda actor, hook: send_test(actor=actor, hook=hook),
    "on": lambda actor, hook: switch_webhook(actor=actor, hook=hook, is_active=True),
    "off": lambda actor, hook: switch_webhook(actor=actor, hook=hook, is_active=False),
    "remove": lambda actor, hook: remove_webhook(actor=actor, hook=hook),
}


def _page(
    request: OrgHttpRequest, more: dict[str, object], status: int = 200
) -> HttpResponse:
    choice = MailChoice.objects.filter(user=request.user).first()
    manages = request.membership.can(Permission.MANAGE)
    context = {
        "mail_form": MailForm(instance=choice),
        "hook_form": WebhookForm(),
        "manages": manages,
        "hooks": Webhook.objects.for_org(request.org) if manages else [],
        "deliveries": WebhookDelivery.objects.for_org(request.org).select_related(
            "webhook", "job"
        )[:LOGGED]
        if manages
        else [],
        **more,
    }
    return render(request, "jobs/notices.html", context, status=status)
