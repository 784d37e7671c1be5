"""The closed list of what the audit trail knows."""

from __future__ import annotations

from enum import StrEnum


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
    Deed.SIGNED_IN: "Signed in",
    Deed.OFFICE_FOUNDED: "Founded the office",
    Deed.OFFICE_CHANGED: "Changed the office",
    Deed.OFFICE_SUSPENDED: "Suspended the office",
    Deed.OFFICE_RESTORED: "Lifted the suspension",
    Deed.OFFICE_CLOSED: "Closed the office",
    Deed.OFFICE_EXPORTED: "Ordered an export of everything",
    Deed.PERSON_INVITED: "Invited",
    Deed.INVITATION_REVOKED: "Took back an invitation",
    Deed.PERSON_JOINED: "Joined",
    Deed.ROLE_CHANGED: "Changed a role",
    Deed.PERSON_REMOVED: "Removed from the office",
    Deed.PERSON_LEFT: "Left the office",
    Deed.OWNERSHIP_MOVED: "Handed the office over",
    Deed.TOKEN_MADE: "Made an API token",
    Deed.TOKEN_REVOKED: "Revoked an API token",
    Deed.WEBHOOK_CHANGED: "Changed a webhook",
    Deed.JOB_STARTED: "Started a job",
    Deed.JOB_CONTROLLED: "Changed the course of a job",
    Deed.JOB_DELETED: "Deleted a job",
    Deed.FILE_FETCHED: "Downloaded",
    Deed.FORMAT_CHANGED: "Changed a format",
    Deed.LETTERS_CHANGED: "Changed letters or their settings",
}
