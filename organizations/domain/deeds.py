"""The closed list of what the audit trail knows."""

from __future__ import annotations

from enum import StrEnum

from organizations.domain.marking import gettext_noop


class Deed(StrEnum):
    """One kind of thing done."""

    SIGNED_IN = "signed_in"
    OFFICE_FOUNDED = "office_founded"
    OFFICE_CHANGED = "office_changed"
    OFFICE_SUSPENDED = "office_suspended"
    OFFICE_RESTORED = "office_restored"
    OFFICE_CLOSED = "office_closed"
    OFFICE_EXPORTED = "office_exported"
    PERSON_INVITED = "person_invited"
    INVITATION_REVOKED = "invitation_revoked"
    PERSON_JOINED = "person_joined"
    ROLE_CHANGED = "role_changed"
    PERSON_REMOVED = "person_removed"
    PERSON_LEFT = "person_left"
    OWNERSHIP_MOVED = "ownership_moved"
    TOKEN_MADE = "token_made"  # noqa: S105 - no secret
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - no secret
    WEBHOOK_CHANGED = "webhook_changed"
    JOB_STARTED = "job_started"
    JOB_CONTROLLED = "job_controlled"
    JOB_DELETED = "job_deleted"
    FILE_FETCHED = "file_fetched"
    FORMAT_CHANGED = "format_changed"
    LETTERS_CHANGED = "letters_changed"

    @property
    def label(self) -> str:
        """As the page says it."""
        return LABELS[self]


LABELS = {
    Deed.SIGNED_IN: gettext_noop("Signed in"),
    Deed.OFFICE_FOUNDED: gettext_noop("Founded the office"),
    Deed.OFFICE_CHANGED: gettext_noop("Changed the office"),
    Deed.OFFICE_SUSPENDED: gettext_noop("Suspended the office"),
    Deed.OFFICE_RESTORED: gettext_noop("Lifted the suspension"),
    Deed.OFFICE_CLOSED: gettext_noop("Closed the office"),
    Deed.OFFICE_EXPORTED: gettext_noop("Ordered an export of everything"),
    Deed.PERSON_INVITED: gettext_noop("Invited"),
    Deed.INVITATION_REVOKED: gettext_noop("Took back an invitation"),
    Deed.PERSON_JOINED: gettext_noop("Joined"),
    Deed.ROLE_CHANGED: gettext_noop("Changed a role"),
    Deed.PERSON_REMOVED: gettext_noop("Removed from the office"),
    Deed.PERSON_LEFT: gettext_noop("Left the office"),
    Deed.OWNERSHIP_MOVED: gettext_noop("Handed the office over"),
    Deed.TOKEN_MADE: gettext_noop("Made an API token"),
    Deed.TOKEN_REVOKED: gettext_noop("Revoked an API token"),
    Deed.WEBHOOK_CHANGED: gettext_noop("Changed a webhook"),
    Deed.JOB_STARTED: gettext_noop("Started a job"),
    Deed.JOB_CONTROLLED: gettext_noop("Changed the course of a job"),
    Deed.JOB_DELETED: gettext_noop("Deleted a job"),
    Deed.FILE_FETCHED: gettext_noop("Downloaded"),
    Deed.FORMAT_CHANGED: gettext_noop("Changed a format"),
    Deed.LETTERS_CHANGED: gettext_noop("Changed letters or their settings"),
}
