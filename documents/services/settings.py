"""Letter settings: storing them, and the options of a document as they follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from documents.domain.local_words import Language
from documents.domain.options import DocumentOptions, FinalValueLine, LetterSettings
from documents.models import SavedLetterSettings
from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, check_permission

if TYPE_CHECKING:
    from organizations.models import Membership, Organization, User

LETTER_FIELDS = tuple(field.name for field in fields(LetterSettings))
CHOICES = ("fill_amounts", "language", "final_value_line")
# Of a choice: what an office or a person says when it is not left to the office.
YES, NO, NONE = "yes", "no", "none"


def get_letter_settings(
    organization: Organization, user: User | None
) -> SavedLetterSettings:
    """Those of the person or, without one, of the office; empty ones when none are saved."""
    saved = SavedLetterSettings.objects.for_org(organization).filter(user=user).first()
    return saved or SavedLetterSettings(organization=organization, user=user)


def save_letter_settings(
    *, actor: Membership, values: Mapping[str, str], for_office: bool
) -> None:
    """Raises: RoleTooLow, when a member changes the office's."""
    permission = Permission.MANAGE if for_office else Permission.RUN_OWN_JOBS
    check_permission(Role(actor.role), permission)
    SavedLetterSettings.objects.for_org(actor.organization).update_or_create(
        organization=actor.organization,
        user=None if for_office else actor.user,
        defaults={name: values[name] for name in (*LETTER_FIELDS, *CHOICES)},
    )
    whose = "of the office" if for_office else "of one's own"
    record(actor, Deed.LETTERS_CHANGED, f"settings {whose}")


def choose_options(actor: Membership) -> DocumentOptions:
    """The person's settings; where these say nothing, the office's."""
    own = get_letter_settings(actor.organization, actor.user)
    office = get_letter_settings(actor.organization, None)
    chosen = {
        name: getattr(own, name) or getattr(office, name)
        for name in (*LETTER_FIELDS, *CHOICES)
    }
    return parse_options(chosen)


def store_options(options: DocumentOptions) -> dict[str, str]:
    """The settings as plain JSON, for the inputs of a job."""
    return {
        **asdict(options.letter),
        "fill_amounts": YES if options.fill_amounts else NO,
        "language": options.language.value if options.language else NONE,
        "final_value_line": options.final_value_line.value,
    }


def parse_options(stored: Mapping[str, Any]) -> DocumentOptions:
    """The options that `store_options` or the columns of the settings say; {} are the usual."""
    language = stored.get("language") or NONE
    line = stored.get("final_value_line") or FinalValueLine.LUMPSUM.value
    return DocumentOptions(
        letter=LetterSettings(**{name: stored.get(name, "") for name in LETTER_FIELDS}),
        fill_amounts=stored.get("fill_amounts") != NO,
        language=None if language == NONE else Language(language),
        final_value_line=FinalValueLine(line),
        body_of_letter=stored.get("body_of_letter", ""),
        sor_year=stored.get("sor_year", ""),
    )
