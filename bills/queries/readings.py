"""A reading as its page shows it: its sheets, one part of the rows of one of them, and what can be made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from bills.domain.bill import BillAction
from bills.domain.corrections import Corrections, SheetCorrections
from bills.domain.money import format_indian
from bills.domain.work import SheetKind
from bills.models import Reading, ReadingRows, ReadingSheet, RememberedLayout
from bills.queries.reading_rows import RowView, view_row
from bills.queries.reading_words import (
    KIND_WORDS,
    describe_corrections,
    name_fields,
    role_word,
)
from bills.queries.works import WorkView, find_works
from jobs.queries import JobView, get_job_view
from organizations.domain.roles import Permission
from organizations.models import Membership, Organization


@dataclass(frozen=True, slots=True)
class Place:
    """Which sheet, which part of its rows, and which row stands open or is returned to."""

    sheet: int = 0  # 0: the one that asks most for attention
    part: int = 0  # 0: the one with the header of the table
    row: int = 0


class SheetView:
    """One sheet as its tab and, when it is the open one, its table say it."""

    def __init__(self, sheet: ReadingSheet, corrections: SheetCorrections) -> None:
        self.sheet = sheet
        self.corrections = corrections
        self.totals: Mapping[str, Any] = sheet.totals

    @property
    def position(self) -> int:
        return self.sheet.position

    @property
    def title(self) -> str:
        return self.sheet.title

    @property
    def kind(self) -> SheetKind:
        return SheetKind(self.sheet.kind)

    @property
    def kind_word(self) -> str:
        return str(KIND_WORDS[self.kind])

    @property
    def error_count(self) -> int:
        return int(self.totals.get("errors", 0))

    @property
    def warning_count(self) -> int:
        return int(self.totals.get("warnings", 0))

    @property
    def source_kind(self) -> SheetKind | None:
        """What a bill is made from; None when no bill is made of this sheet."""
        kind = self.totals.get("source_kind")
        return SheetKind(kind) if kind else None

    @property
    def source_word(self) -> str:
        kind = self.source_kind
        return KIND_WORDS[kind].lower() if kind else ""

    @property
    def is_blocked(self) -> bool:
        """Whether its errors stop the bill that would be made of it."""
        return bool(self.totals.get("is_blocked"))

    @property
    def first_error(self) -> Place | None:
        found = self.totals.get("first_error")
        return Place(self.position, found["part"], found["row"]) if found else None

    @property
    def parts(self) -> int:
        """How many parts its rows have."""
        return max(1, int(self.totals.get("parts", 1)))

    @property
    def header_part(self) -> int:
        return int(self.totals.get("header_part", 1))

    @property
    def columns(self) -> Mapping[str, str]:
        """The letters of the shown columns in their order, with what each means."""
        return dict(self.sheet.columns)

    @property
    def headings(self) -> list[tuple[str, str]]:
        """The letters of the shown columns, with the words for what they mean."""
        return [(letter, role_word(held)) for letter, held in self.columns.items()]

    @property
    def width(self) -> int:
        """How many columns its table has, that of the row numbers included."""
        return len(self.sheet.columns) + 1

    @property
    def problems(self) -> list[dict[str, str]]:
        """Those of no row that is shown."""
        return [{**problem, "place": self.title} for problem in self.sheet.problems]

    @property
    def fields(self) -> list[dict[str, Any]]:
        return name_fields(self.sheet.fields, self.corrections)

    @property
    def corrected(self) -> list[tuple[str, str]]:
        """What was corrected, as (name for undoing it, words)."""
        return describe_corrections(self.corrections)


class ReadingView:
    """A reading with everything its page says, for one viewer at one place."""

    def __init__(self, reading: Reading, viewer: Membership, place: Place) -> None:
        self.reading = reading
        self.viewer = viewer
        self.place = place
        # A job that ended between the two queries has left sheets that `reading`, as it
        # was loaded, does not know of.
        if not self.is_current and self.job is not None and self.job.is_final:
            reading.refresh_from_db()

    @property
    def id(self) -> UUID:
        return self.reading.pk

    @property
    def filename(self) -> str:
        return self.reading.filename

    @property
    def version(self) -> int:
        return self.reading.version

    @property
    def url(self) -> str:
        return reverse("reading_detail", args=[self.reading.pk])

    @property
    def source_url(self) -> str:
        if self.reading.upload_id:
            return reverse("upload_download", args=[self.reading.upload_id])
        return reverse("output_download", args=[self.reading.source_output_id])

    @cached_property
    def workslip(self) -> ReadingView | None:
        """The workslip that goes with this bill."""
        slip = getattr(self.reading, "workslip", None)
        return ReadingView(slip, self.viewer, Place()) if slip else None

    @property
    def bill(self) -> ReadingView | None:
        """The bill that this workslip goes with."""
        bill = self.reading.bill
        return ReadingView(bill, self.viewer, Place()) if bill else None

    @property
    def is_current(self) -> bool:
        """Whether the stored sheets are those of the present corrections."""
        return self.reading.read_version == self.reading.version

    @property
    def is_first(self) -> bool:
        """Whether nothing of it was ever shown."""
        return self.reading.read_version is None

    @cached_property
    def job(self) -> JobView | None:
        """The job that reads it, or read it last."""
        if self.reading.job_id is None:
            return None
        return get_job_view(viewer=self.viewer, job_id=self.reading.job_id)

    @property
    def is_awaited(self) -> bool:
        """Whether a job is about to show something new."""
        return not self.is_current and self.job is not None and not self.job.is_final

    @property
    def can_correct(self) -> bool:
        return may_correct(self.reading, self.viewer)

    @property
    def problems(self) -> list[dict[str, str]]:
        """Those of the file and of no sheet."""
        return list(self.reading.problems)

    @cached_property
    def sheets(self) -> list[SheetView]:
        corrections = Corrections.from_json(self.reading.corrections)
        return [
            SheetView(sheet, corrections.of(sheet.title))
            for sheet in self.reading.sheets.all()
        ]

    @cached_property
    def sheet(self) -> SheetView | None:
        """The open one: that of the place, else a faulty one, one to bill, or the first."""
        at_place = [s for s in self.sheets if s.position == self.place.sheet]
        choice = (*at_place, *self.blocked, *self.sources, *self.sheets)
        return choice[0] if choice else None

    @property
    def part(self) -> int:
        """The shown part of the rows of the open sheet."""
        if self.sheet is None:
            return 1
        wanted = self.place.part or self.sheet.header_part
        return min(max(1, wanted), self.sheet.parts)

    @cached_property
    def rows(self) -> list[RowView]:
        if self.sheet is None:
            return []
        stored = ReadingRows.objects.filter(sheet=self.sheet.sheet, part=self.part)
        documents = stored.values_list("rows", flat=True).first() or []
        columns = self.sheet.columns
        return [view_row(document, columns) for document in documents]

    @property
    def last_row(self) -> int:
        """The number of the last shown row, 0 when there is none."""
        return self.rows[-1].number if self.rows else 0

    @cached_property
    def layout(self) -> RememberedLayout | None:
        """What the office remembers of the header of the open sheet."""
        if self.sheet is None or not self.sheet.sheet.signature:
            return None
        return (
            RememberedLayout.objects.for_org(self.reading.organization)
            .filter(signature=self.sheet.sheet.signature)
            .first()
        )

    @property
    def summary(self) -> str:
        """One sentence for a screen reader, once the workbook was read."""
        if not self.sheets:
            return gettext("%(filename)s cannot be read.") % {"filename": self.filename}
        items = sum(sheet.sheet.item_count for sheet in self.sheets)
        errors = sum(sheet.error_count for sheet in self.sheets)
        return gettext("%(filename)s is read: %(sheets)s, %(items)s, %(errors)s.") % {
            "filename": self.filename,
            "sheets": _count_sheets(len(self.sheets)),
            "items": _count_items(items),
            "errors": _count_errors(errors),
        }

    @property
    def sheet_summary(self) -> str:
        """One sentence for a screen reader, after a correction of the open sheet."""
        if not self.is_current or self.sheet is None:
            return gettext("The workbook is being read again.")
        total = self.sheet.totals.get("total")
        if total is None:
            return gettext("%(title)s is not read: %(reason)s.") % {
                "title": self.sheet.title,
                "reason": self.sheet.sheet.reason,
            }
        return gettext("Sheet total is now %(total)s. %(errors)s.") % {
            "total": format_indian(Decimal(total)),
            "errors": _count_errors(self.sheet.error_count).capitalize(),
        }

    @property
    def sources(self) -> list[SheetView]:
        """The sheets that bills are made from, errors or not."""
        return [sheet for sheet in self.sheets if sheet.source_kind]

    @cached_property
    def registered(self) -> list[WorkView]:
        """The works of the register that a bill of this workbook would be of."""
        headers = [
            {field["name"]: str(field["value"] or "") for field in sheet.sheet.fields}
            for sheet in self.sources
        ]
        return find_works(
            self.reading.organization,
            [(h.get("agreement", ""), h.get("name_of_work", "")) for h in headers],
        )

    @property
    def blocked(self) -> list[SheetView]:
        return [sheet for sheet in self.sources if sheet.is_blocked]

    @property
    def actions(self) -> list[BillAction]:
        """The kinds of bill that can be made, those of the larger sheets first."""
        return list(self._list_actions())

    def _list_actions(self) -> Iterator[BillAction]:
        free = [sheet for sheet in self.sources if not sheet.is_blocked]
        by_size = sorted(free or self.sources, key=lambda s: -s.sheet.item_count)
        for kind in dict.fromkeys(sheet.source_kind for sheet in by_size):
            yield from (action for action in BillAction if action.source is kind)

    @property
    def why_no_bill(self) -> str:
        """Why nothing can be made of it, "" when something can."""
        if not self.sources:
            return gettext(
                "No sheet of this workbook is read as one that a bill is made from."
            )
        if len(self.blocked) == len(self.sources):
            return gettext("Every sheet that a bill could be made from has errors.")
        return ""


def readings_of(organization: Organization) -> QuerySet[Reading]:
    return Reading.objects.for_org(organization).select_related(
        "upload", "source_output", "organization", "user", "bill", "workslip"
    )


def get_reading(*, organization: Organization, reading_id: UUID) -> Reading:
    """Raises: Reading.DoesNotExist."""
    return readings_of(organization).get(pk=reading_id)


def may_correct(reading: Reading, actor: Membership) -> bool:
    """Whether it is the member's own, or the member's role reaches further."""
    own = reading.user_id == actor.user_id
    return actor.can(Permission.RUN_OWN_JOBS if own else Permission.RUN_ALL_JOBS)


def _count_sheets(count: int) -> str:
    return ngettext("%(n)s sheet", "%(n)s sheets", count) % {"n": count}


def _count_items(count: int) -> str:
    """
    >>> _count_items(0), _count_items(1), _count_items(2)
    ('no items', '1 item', '2 items')
    """
    if not count:
        return gettext("no items")
    return ngettext("%(n)s item", "%(n)s items", count) % {"n": count}


def _count_errors(count: int) -> str:
    if not count:
        return gettext("no errors")
    return ngettext("%(n)s error", "%(n)s errors", count) % {"n": count}
