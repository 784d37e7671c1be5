"""Webhooks: signing a message, delivering it, and what an office does with its addresses."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from jobs import engine
from jobs.models import Webhook, WebhookDelivery
from jobs.notices.ending import HOOKS
from jobs.notices.outbox import NotDelivered, send_due
from jobs.notices.safe_http import (
    AddressRefused,
    HostUnknown,
    NoAnswer,
    check_url,
    post,
)
from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, check_permission
from organizations.models import Membership

VERSION = "v1"
SUCCESSES = range(200, 300)


def sign(secret: str, message_id: str, timestamp: int, body: str) -> str:
    """`v1=<hex>`: HMAC-SHA256 of `id.timestamp.body`."""
    text = f"{message_id}.{timestamp}.{body}".encode()
    return f"{VERSION}={hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()}"


def deliver_due() -> str:
    return send_due(WebhookDelivery, deliver)


def deliver(message: WebhookDelivery) -> None:
    """Raises: NotDelivered."""
    hook = message.webhook
    if not hook.is_active:
        raise NotDelivered("The webhook is switched off.", is_final=True)
    began = time.monotonic()
    try:
        answer = post(hook.url, message.body.encode(), _headers(message))
    except (HostUnknown, NoAnswer) as error:
        _note_answer(message, None, "", began)
        raise NotDelivered(str(error)) from error
    except AddressRefused as error:
        _note_answer(message, None, "", began)
        raise NotDelivered(str(error), is_final=True) from error
    _note_answer(message, answer.status, answer.text, began)
    if answer.status not in SUCCESSES:
        raise NotDelivered(f"The receiver answered {answer.status}.")


def add_webhook(*, actor: Membership, url: str) -> tuple[Webhook, str]:
    """The new webhook and its secret, to be shown once.

    Raises: RoleTooLow, AddressRefused.
    """
    _check(actor)
    check_url(url)
    secret = _new_secret()
    hook = Webhook.objects.create(
        organization=actor.organization, user=actor.user, url=url, secret=secret
    )
    record(actor, Deed.WEBHOOK_CHANGED, f"added {url}")
    return hook, secret


def change_secret(*, actor: Membership, hook: Webhook) -> str:
    """The new secret, to be shown once; the one before signs too until the next change."""
    _check(actor)
    secret = _new_secret()
    _rows(hook).update(secret=secret, old_secret=hook.secret)
    record(actor, Deed.WEBHOOK_CHANGED, f"new secret for {hook.url}")
    return secret


def switch_webhook(*, actor: Membership, hook: Webhook, is_active: bool) -> None:
    _check(actor)
    _rows(hook).update(is_active=is_active)
    record(actor, Deed.WEBHOOK_CHANGED, f"{'on' if is_active else 'off'}: {hook.url}")


def remove_webhook(*, actor: Membership, hook: Webhook) -> None:
    _check(actor)
    record(actor, Deed.WEBHOOK_CHANGED, f"removed {hook.url}")
    hook.delete()


def send_test(*, actor: Membership, hook: Webhook) -> WebhookDelivery:
    """A message that is about no job."""
    _check(actor)
    body = {"event": "test", "office": hook.organization.slug, "at": _now().isoformat()}
    return _queue(hook, "test", json.dumps(body))


def send_again(*, actor: Membership, message: WebhookDelivery) -> None:
    """The very same message, from the first try on."""
    _check(actor)
    with transaction.atomic():
        WebhookDelivery.objects.for_org(actor.organization).filter(
            pk=message.pk
        ).update(
            state=WebhookDelivery.State.WAITING,
            attempts=0,
            error="",
            next_try_at=_now(),
        )
        engine.wake_chore(HOOKS)


def get_webhook(actor: Membership, hook_id: UUID) -> Webhook:
    """Raises: Webhook.DoesNotExist."""
    return Webhook.objects.for_org(actor.organization).get(pk=hook_id)


def get_message(actor: Membership, message_id: UUID) -> WebhookDelivery:
    """Raises: WebhookDelivery.DoesNotExist."""
    return WebhookDelivery.objects.for_org(actor.organization).get(pk=message_id)


def _headers(message: WebhookDelivery) -> dict[str, str]:
    now, hook = int(time.time()), message.webhook
    keys = [key for key in (hook.secret, hook.old_secret) if key]
    signatures = [sign(key, str(message.pk), now, message.body) for key in keys]
    return {
        "Content-Type": "application/json",
        "User-Agent": "Worksbill",
        "Worksbill-Id": str(message.pk),
        "Worksbill-Timestamp": str(now),
        "Worksbill-Signature": " ".join(signatures),
    }


def _note_answer(
    message: WebhookDelivery, status: int | None, text: str, began: float
) -> None:
    WebhookDelivery.all_orgs.filter(pk=message.pk).update(
        status_code=status,
        answer=text[:500].replace("\x00", ""),
        took_ms=int((time.monotonic() - began) * 1000),
    )


def _queue(hook: Webhook, event: str, body: str) -> WebhookDelivery:
    with transaction.atomic():
        message = WebhookDelivery.objects.create(
            organization=hook.organization,
            webhook=hook,
            event=event,
            body=body,
            next_try_at=_now(),
        )
        engine.wake_chore(HOOKS)
    return message


def _rows(hook: Webhook) -> QuerySet[Webhook]:
    return Webhook.objects.for_org(hook.organization).filter(pk=hook.pk)


def _check(actor: Membership) -> None:
    check_permission(Role(actor.role), Permission.MANAGE)


def _new_secret() -> str:
    return f"whsec_{secrets.token_urlsafe(32)}"


def _now() -> datetime:
    return timezone.now()
