"""The remembered layouts of an office as its list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bills.domain.grid import column_number
from bills.models import RememberedLayout
from bills.queries.reading_words import role_word
from organizations.domain.roles import Permission
from organizations.models import Membership


@dataclass(frozen=True, slots=True)
class LayoutView:
    signature: str
    filename: str  # where it was corrected
    person: str
    updated_at: datetime
    columns: list[tuple[str, str]]  # letter and what it means, from left to right
    can_forget: bool


def list_remembered(viewer: Membership) -> list[LayoutView]:
    """The newest first."""
    layouts = RememberedLayout.objects.for_org(viewer.organization)
    can_forget = viewer.can(Permission.RUN_OWN_JOBS)
    return [
        LayoutView(
            signature=layout.signature,
            filename=layout.filename,
            person=str(layout.user),
            updated_at=layout.updated_at,
            columns=[
                (letter, role_word(layout.columns[letter]))
                for letter in sorted(layout.columns, key=column_number)
            ],
            can_forget=can_forget,
        )
        for layout in layouts.select_related("user")
    ]
