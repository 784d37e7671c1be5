"""Inviting people by link and by e-mail: each link opens once, and not for ever."""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, check_permission
from organizations.language import language_of
from organizations.models import Invitation, Membership, User

logger = logging.getLogger(__name__)

LIFE = timedelta(days=7)
# What sending raises: the server's refusals, an address or a heading that no mail can
# carry, and a folder for mails that cannot be written.
MAIL_FAULTS = (SMTPException, OSError, ValueError, ImproperlyConfigured)


class InvitationOver(Exception):
    """The link was used, taken back, or is too old; or there never was one."""

    code = "invitation_over"


class InvitationForAnother(Exception):
    """The link was sent to another e-mail address."""

    code = "invitation_for_another"


def invite(*, actor: Membership, role: Role, email: str = "") -> tuple[str, bool]:
    """The address of the link, which nobody can find again, and whether it was mailed.

    Raises: RoleTooLow.
    """
    check_permission(Role(actor.role), Permission.MANAGE)
    if role is Role.OWNER:
        check_permission(Role.VIEWER, Permission.OWN)  # nobody becomes owner by a link
    text = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            organization=actor.organization,
            email=email.lower(),
            role=role.value,
            digest=_digest(text),
            invited_by=actor.user,
            expires_at=timezone.now() + LIFE,
        )
        record(actor, Deed.PERSON_INVITED, email or "by a link", role=role.value)
    link = settings.SITE_URL + reverse("invitation", args=[text])
    return link, bool(email) and _mail(invitation, link)


def open_invitations(actor: Membership) -> QuerySet[Invitation]:
    return Invitation.objects.for_org(actor.organization).filter(
        accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )


def revoke_invitation(*, actor: Membership, invitation_id: UUID) -> None:
    """Raises: RoleTooLow, Invitation.DoesNotExist."""
    check_permission(Role(actor.role), Permission.MANAGE)
    invitation = open_invitations(actor).get(pk=invitation_id)
    with transaction.atomic():
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        record(actor, Deed.INVITATION_REVOKED, invitation)


def find_invitation(text: str) -> Invitation:
    """Raises: InvitationOver."""
    found = (
        Invitation.all_orgs.filter(
            digest=_digest(text),
            accepted_at=None,
            revoked_at=None,
            expires_at__gt=timezone.now(),
            organization__is_active=True,
        )
        .select_related("organization", "invited_by")
        .first()
    )
    if found is None:
        raise InvitationOver(
            gettext(
                "This invitation was used, taken back, or is older than seven days. "
                "Ask the person who sent it for a new one."
            )
        )
    return found


def accept_invitation(*, user: User, text: str) -> Membership:
    """The membership; one that the person has already stays as it is, and the link open.

    Raises: InvitationOver, InvitationForAnother.
    """
    invitation = find_invitation(text)
    if invitation.email and invitation.email != user.email.lower():
        raise InvitationForAnother(
            gettext(
                "This invitation is for %(email)s; you are signed in as %(email2)s. Sign in with the invited address."
            )
            % {"email": invitation.email, "email2": user.email}
        )
    already = Membership.objects.filter(
        organization=invitation.organization, user=user
    ).first()
    if already:
        return already
    with transaction.atomic():
        # Of two who follow the link at once, one finds the row changed.
        taken = Invitation.all_orgs.filter(pk=invitation.pk, accepted_at=None).update(
            accepted_at=timezone.now(), accepted_by=user
        )
        if not taken:
            raise InvitationOver(
                gettext("Somebody else has just used this invitation.")
            )
        member = Membership.objects.create(
            organization=invitation.organization, user=user, role=invitation.role
        )
        record(member, Deed.PERSON_JOINED, user, role=member.role)
    return member


def _mail(invitation: Invitation, link: str) -> bool:
    """In the invited person's language, if they are known, else in the inviter's."""
    known = User.objects.filter(email=invitation.email).first()
    with translation.override(language_of(known or invitation.invited_by)):
        # A line break in a subject would begin a header of its own.
        organization = " ".join(str(invitation.organization).split())
        subject = gettext("Invitation to %(organization)s") % {
            "organization": organization
        }
        text = render_to_string(
            "mail/invitation.txt", {"invitation": invitation, "link": link}
        )
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    except MAIL_FAULTS:
        # The invitation stands, and the page shows its link.
        logger.warning("The invitation could not be mailed.", exc_info=True)
        return False
    return True


def _digest(text: str) -> str:
    # As for API tokens: the text is random and long.
    return hashlib.sha256(text.encode()).hexdigest()
