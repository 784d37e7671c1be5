"""What people do with offices and accounts, one file per subject."""

from organizations.services.accounts import delete_account, offices_in_the_way
from organizations.services.closing import (
    OfficeClosed,
    close_organization,
    restore_organization,
    suspend_organization,
)
from organizations.services.founding import (
    create_organization,
    create_personal_organization,
    find_user,
    get_active_membership,
    sign_up,
)
from organizations.services.invitations import (
    accept_invitation,
    find_invitation,
    invite,
    open_invitations,
    revoke_invitation,
)
from organizations.services.members import (
    change_role,
    get_member,
    leave_organization,
    remove_member,
    transfer_ownership,
)
from organizations.services.office import change_office

__all__ = [
    "OfficeClosed",
    "accept_invitation",
    "change_office",
    "change_role",
    "close_organization",
    "create_organization",
    "create_personal_organization",
    "delete_account",
    "find_invitation",
    "find_user",
    "get_active_membership",
    "get_member",
    "invite",
    "leave_organization",
    "offices_in_the_way",
    "open_invitations",
    "remove_member",
    "restore_organization",
    "revoke_invitation",
    "sign_up",
    "suspend_organization",
    "transfer_ownership",
]
