"""What each role may do; who has which role is in the Membership rows."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    VIEWER = "viewer"


class Permission(StrEnum):
    VIEW = "view"
    RUN_OWN_JOBS = (
        "run_own_jobs"  # upload, create, edit, run, cancel and retry own work
    )
    RUN_ALL_JOBS = "run_all_jobs"  # the same for the whole organisation
    MANAGE = "manage"  # members, rate books, templates, retention
    OWN = "own"  # plan, transfer, closing the organisation


# Source: spec jobs, section 4.
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.VIEW}),
    Role.MEMBER: frozenset({Permission.VIEW, Permission.RUN_OWN_JOBS}),
    Role.ADMIN: frozenset(Permission) - {Permission.OWN},
    Role.OWNER: frozenset(Permission),
}


class RoleTooLow(Exception):
    """The role does not allow the action."""

    code = "role_too_low"

    def __init__(self, role: Role, permission: Permission) -> None:
        super().__init__(
            f"Your role in this office is {role.value}, which may not do this. "
            "Ask the office's owner or an admin."
        )
        self.role = role
        self.permission = permission


def check_permission(role: Role, permission: Permission) -> None:
    """Raises: RoleTooLow.

    >>> check_permission(Role.MEMBER, Permission.RUN_OWN_JOBS)
    >>> check_permission(Role.VIEWER, Permission.RUN_OWN_JOBS)
    Traceback (most recent call last):
    organizations.domain.roles.RoleTooLow: Your role in this office is viewer, which may not do this. Ask the office's owner or an admin.
    """
    if permission not in PERMISSIONS[role]:
        raise RoleTooLow(role, permission)


def can_permission(role: Role, permission: Permission) -> bool:
    """Whether `check_permission` lets it pass."""
    try:
        check_permission(role, permission)
    except RoleTooLow:
        return False
    return True
