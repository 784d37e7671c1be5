"""Who may go where: one line for each address of the project. A new address needs a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver

from jobs.api.urls import nothing_here

# The least that opens the address. An address whose GET and POST differ has both.
OPEN = "open"  # anybody
DESK = "desk"  # the operator
PERSON = "person"  # whoever is signed in
VIEWER, MEMBER, ADMIN, OWNER = "viewer", "member", "admin", "owner"
# Of one person's own thing: nobody else's, whatever the role.
MINE = "mine"
LADDER = [VIEWER, MEMBER, ADMIN, OWNER]

RULES: dict[str, tuple[str, str]] = {}


def rule(get: str, post: str, *names: str) -> None:
    RULES.update(dict.fromkeys(names, (get, post)))


rule(
    OPEN,
    OPEN,
    "healthz",
    "readyz",
    "metrics",
    "styleguide",
    "invitation",
    "language_choose",
    "api:openapi-json",
    "api:api-root",
    "api:nothing",
)
rule(
    OPEN,
    OPEN,
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
)
rule(
    PERSON,
    PERSON,
    "profile",
    "account_delete",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "usersessions_list",
    "office_new",
    "office_switch",
)
rule(
    VIEWER,
    VIEWER,
    "home",
    "office",
    "office_leave",
    "token_list",
    "notices",
    "work_list",
    "work_detail",
    "sample_estimate",
    "layout_list",
    "reading_detail",
    "reading_fragment",
    "own_letters",
    "own_letter_file",
    "own_letter_sample",
    "format_list",
    "format_help",
    "format_detail",
    "format_file",
    "format_legend",
    "filling_detail",
    "filling_fragment",
    "job_list",
    "running_jobs",
    "job_detail",
    "job_fragment",
    "job_zip",
    "upload_download",
    "output_download",
    "api:list_jobs",
    "api:job_status",
    "api:upload_status",
    "api:list_outputs",
    "api:list_formats",
)
rule(MINE, MINE, "token_revoke")
rule(
    MEMBER,
    MEMBER,
    "bill_new",
    "sample_bill",
    "layout_forget",
    "reading_start_from_job",
    "letter_settings",
    "format_new",
    "filling_start",
    "filling_make",
    "papers_new",
    "document_make",
    "job_bulk",
    "api:create_job",
    "api:upload_file",
)
# The job, the reading and the format of the walk are the owner's: others need an admin's
# role to change them.
rule(
    ADMIN,
    ADMIN,
    "reading_read",
    "reading_bill",
    "reading_kind",
    "reading_columns",
    "reading_fields",
    "reading_row",
    "reading_undo",
    "reading_forget",
    "job_cancel",
    "job_retry",
    "job_pause",
    "job_resume",
    "job_stop_after_file",
    "api:cancel",
    "api:pause",
    "api:resume",
    "api:retry",
    "format_change",
    "format_version",
    "format_version_again",
    "format_tags",
    "format_lock",
    "format_remove",
    "format_put_back",
    "own_letter_use",
    "own_letter_leave",
    "webhook_add",
    "webhook_change",
    "delivery_again",
    "office_change",
    "activity",
    "invitation_make",
    "invitation_revoke",
    "member_role",
    "member_remove",
)
rule(OWNER, OWNER, "office_transfer", "office_close", "export_start")


@dataclass(frozen=True)
class Address:
    name: str
    arguments: tuple[str, ...]

    @property
    def rule(self) -> tuple[str, str]:
        if self.name.startswith("admin:"):
            return DESK, DESK
        return RULES[self.name]


def list_addresses() -> Iterator[Address]:
    """Every address that the resolver knows, also those of the libraries."""
    yield from _walk(get_resolver(), "", ())


def _walk(resolver: Any, space: str, before: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        names = (*before, *pattern.pattern.regex.groupindex)
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inner, names)
        else:
            # Without a name it is known by its pattern, which no rule has.
            name = space + (pattern.name or f"without a name: {pattern.pattern}")
            if pattern.callback is nothing_here:
                name = "api:nothing"
            yield Address(name, names)
