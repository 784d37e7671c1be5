"""Keys to the API: made, shown once, found by what a program sends, and revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.models import ApiToken, Membership

BEGINNING = "wb_"
PREFIX_LENGTH = 9
USE_NOTED_EVERY = timedelta(minutes=1)


class TokenRefused(Exception):
    """What was sent as a token is none, or no longer."""

    code = "token_refused"


def create_token(
    *, actor: Membership, name: str, can_write: bool, days: int | None = None
) -> tuple[ApiToken, str]:
    """The new token and its text, which nobody can find again."""
    text = BEGINNING + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=actor.user,
        organization=actor.organization,
        name=name,
        prefix=text[:PREFIX_LENGTH],
        digest=_digest(text),
        can_write=can_write,
        expires_at=timezone.now() + timedelta(days=days) if days else None,
    )
    record(actor, Deed.TOKEN_MADE, name, can_write=can_write)
    return token, text


def tokens_of(actor: Membership) -> QuerySet[ApiToken]:
    """The person's own tokens for this office that still open something."""
    return ApiToken.objects.for_org(actor.organization).filter(
        user=actor.user, revoked_at=None
    )


def revoke_token(*, actor: Membership, token_id: UUID) -> None:
    """Raises: ApiToken.DoesNotExist."""
    token = tokens_of(actor).get(pk=token_id)
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    record(actor, Deed.TOKEN_REVOKED, token)


def find_token(text: str) -> tuple[ApiToken, Membership]:
    """The token and the membership it speaks for. Raises: TokenRefused."""
    now = timezone.now()
    token = (
        ApiToken.all_orgs.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            digest=_digest(text),
            revoked_at=None,
            user__is_active=True,
        )
        .select_related("user")
        .first()
    )
    membership = _membership_of(token) if token else None
    if token is None or membership is None:
        raise TokenRefused("This token is unknown, revoked or out of date.")
    if token.last_used_at is None or now - token.last_used_at > USE_NOTED_EVERY:
        ApiToken.all_orgs.filter(pk=token.pk).update(last_used_at=now)
    return token, membership


def _membership_of(token: ApiToken) -> Membership | None:
    return (
        Membership.objects.filter(
            user=token.user_id,
            organization=token.organization_id,
            organization__is_active=True,
        )
        .select_related("organization", "user")
        .first()
    )


def _digest(text: str) -> str:
    # The text is random and long: there is nothing to guess, so no slow hash is needed.
    return hashlib.sha256(text.encode()).hexdigest()
