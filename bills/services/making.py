"""Making the bills of a workbook in one file; what a bill is stands in domain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from bills.domain.bill import (
    BillAction,
    FirstBill,
    Layout,
    WorkHasErrors,
    compute_first_bill,
)
from bills.domain.bill_number import FIRST_LATER_BILL
from bills.domain.earlier import FindEarlier, compute_work_key, find_nothing
from bills.domain.inputs import BillInputs
from bills.domain.making import (
    BillOrder,
    MadeFile,
    Making,
    Report,
    ignore_progress,
)
from bills.domain.nth_bill import NthBill, compute_nth_bill
from bills.domain.pairing import pair_workslips
from bills.domain.problems import Code, Level, Problem
from bills.domain.scrutiny.card import ScrutinyCard
from bills.domain.scrutiny.check import compute_scrutiny
from bills.domain.work import SheetKind, Work, WorkbookReading
from bills.services.reading import KIND_WORDS, read_file
from bills.writers.first_bill import write_first_bills
from bills.writers.nth_bill import write_nth_bills
from bills.writers.sample_estimate import write_sample_estimate
from bills.writers.sheet import sheet_names

NamedFile = tuple[str, bytes]
Bill = FirstBill | NthBill

WORKSLIP_STEP = gettext_noop("Reading the workslip...")
BILL_STEPS = (
    gettext_noop("Reading Excel file..."),
    WORKSLIP_STEP,
    gettext_noop("Making the bill..."),
    gettext_noop("Checking the bill..."),
    gettext_noop("Writing the bill workbook..."),
    gettext_noop("Saving output file..."),
)


@dataclass(frozen=True, slots=True)
class _Made:
    """A bill and what it was made from."""

    bill: Bill
    source: Work
    workslip: Work | None


def make_bills(
    *,
    filename: str,
    content: bytes,
    order: BillOrder,
    workslip: NamedFile | None = None,
    report: Report = ignore_progress,
    find_earlier: FindEarlier = find_nothing,
) -> Making:
    """One bill per sheet of the kind that the action starts from, in one workbook.

    `workslip` is the current workslip that brings a later bill up to date;
    `find_earlier` is asked once for each work, for its scrutiny card.
    """
    action, inputs = order.action, order.inputs
    report(10, gettext_noop("Reading Excel file..."))
    reading = read_file(
        filename=filename,
        content=content,
        corrections=order.corrections,
        layouts=order.layouts,
    )
    problems = [*reading.problems, *_check_inputs(action, inputs, workslip)]
    works = _works_to_bill(reading, action, problems)
    workslips: Mapping[int, Work] = {}
    if workslip and action.layout is Layout.NTH:
        report(25, WORKSLIP_STEP)
        workslips = _read_workslips(works, workslip, order, problems)
    report(40, gettext_noop("Making the bill..."))
    made: list[_Made] = []
    if not _is_refused(problems):
        made = _compute_bills(works, workslips, action, inputs, problems)
    if not made:
        if not any(problem.level is Level.ERROR for problem in problems):
            problems.append(_nothing_to_bill(reading, action))
        return Making((), tuple(_once_each(problems)))
    report(60, gettext_noop("Checking the bill..."))
    cards = _scrutinise(made, inputs, find_earlier)
    report(70, gettext_noop("Writing the bill workbook..."))
    bills = [one.bill for one in made]
    workbook = _write_bills(bills, action, cards if order.with_scrutiny else [])
    report(90, gettext_noop("Saving output file..."))
    summaries = tuple(_summaries(bills, cards))
    return Making(summaries, tuple(_once_each(problems)), (workbook,))


def make_sample_estimate() -> MadeFile:
    """The workbook that a first-time user may try."""
    return MadeFile(
        "Sample_Estimate.xlsx", write_sample_estimate(created=timezone.now())
    )


def _works_to_bill(
    reading: WorkbookReading, action: BillAction, problems: list[Problem]
) -> list[Work]:
    """The works of the kind that the action starts from; the others are reported."""
    problems += (
        _other_kind(work, action)
        for work in reading.works
        if work.kind is not action.source
    )
    return [work for work in reading.works if work.kind is action.source]


def _read_workslips(
    works: Sequence[Work],
    workslip: NamedFile,
    order: BillOrder,
    problems: list[Problem],
) -> Mapping[int, Work]:
    """The workslip of each work, by the position of the work."""
    filename, content = workslip
    reading = read_file(
        filename=filename,
        content=content,
        corrections=order.workslip_corrections,
        layouts=order.layouts,
    )
    others = {
        problem
        for work in reading.works
        if work.kind is not SheetKind.WORKSLIP
        for problem in work.problems
    }
    problems += (problem for problem in reading.problems if problem not in others)
    found = [work for work in reading.works if work.kind is SheetKind.WORKSLIP]
    if not found:
        problems.append(_no_workslip(reading))
    paired, pairing_problems = pair_workslips(works, found)
    problems += pairing_problems
    return paired


def _is_refused(problems: Iterable[Problem]) -> bool:
    """Whether something is wrong that no single sheet can be blamed for."""
    return any(p.level is Level.ERROR and not p.sheet for p in problems)


def _compute_bills(
    works: Sequence[Work],
    workslips: Mapping[int, Work],
    action: BillAction,
    inputs: BillInputs,
    problems: list[Problem],
) -> list[_Made]:
    """The bills of the works without errors; what is found goes to `problems`."""
    made: list[_Made] = []
    for position, work in enumerate(works):
        workslip = workslips.get(position)
        try:
            bill = _compute_bill(work, workslip, action, inputs)
        except WorkHasErrors as error:
            problems += error.problems
        else:
            made.append(_Made(bill, work, workslip))
            problems += bill.problems
    return made


def _compute_bill(
    work: Work, workslip: Work | None, action: BillAction, inputs: BillInputs
) -> Bill:
    if action.layout is Layout.FIRST:
        return compute_first_bill(work, action, inputs)
    return compute_nth_bill(work, action, inputs, workslip=workslip)


def _scrutinise(
    made: Sequence[_Made], inputs: BillInputs, find_earlier: FindEarlier
) -> list[ScrutinyCard]:
    """The card of each bill, beside the earlier bills of its work."""
    cards = []
    for one, sheet in zip(made, sheet_names("Bill", len(made)), strict=True):
        header = one.bill.header
        key = compute_work_key(header.agreement, header.name_of_work)
        card = compute_scrutiny(
            one.bill,
            sheet=sheet,
            source=one.source,
            workslip=one.workslip,
            inputs=inputs,
            earlier=find_earlier(key, header.name_of_work) if key else (),
        )
        cards.append(card)
    return cards


def _summaries(
    bills: Sequence[Bill], cards: Sequence[ScrutinyCard]
) -> Iterable[dict[str, Any]]:
    """Each bill with the name of its own sheet and its card."""
    names = sheet_names("Bill", len(bills))
    for bill, name, card in zip(bills, names, cards, strict=True):
        yield {**bill.summary(), "bill_sheet": name, "scrutiny": card.as_json()}


def _write_bills(
    bills: Sequence[Bill], action: BillAction, cards: Sequence[ScrutinyCard]
) -> MadeFile:
    created = timezone.now()
    if action.layout is Layout.FIRST:
        first = [bill for bill in bills if isinstance(bill, FirstBill)]
        content = write_first_bills(first, created=created, cards=cards)
        return MadeFile("Bills.xlsx", content)
    later = [bill for bill in bills if isinstance(bill, NthBill)]
    filename = "Final_Bill.xlsx" if action.is_final else "Nth_Bill.xlsx"
    return MadeFile(filename, write_nth_bills(later, created=created, cards=cards))


def _once_each(problems: Iterable[Problem]) -> Iterable[Problem]:
    return dict.fromkeys(problems)


def _check_inputs(
    action: BillAction, inputs: BillInputs, workslip: NamedFile | None
) -> list[Problem]:
    """What was given but cannot be used, before any sheet is looked at."""
    problems = []
    is_first = action.layout is Layout.FIRST
    number = inputs.number
    if is_first and number not in (None, 1):
        problems.append(_input_problem(Level.ERROR, str(number), "1 or nothing"))
    if not is_first and number is not None and number < FIRST_LATER_BILL:
        problems.append(_input_problem(Level.ERROR, str(number), "2 or more"))
    if is_first and workslip:
        says = (
            f"{workslip[0]} is not used: a first bill is made from one workbook, "
            "either the estimate or the workslip."
        )
        problems.append(_file_problem(Level.WARNING, workslip[0], "no workslip", says))
    return problems


def _input_problem(level: Level, found: str, expected: str) -> Problem:
    return Problem(
        level=level,
        code=Code.NUMBER_UNREADABLE,
        sheet="",
        cell="",
        found=found,
        expected=expected,
        message=f"The bill number is {found}; for this kind of bill write {expected}.",
    )


def _file_problem(level: Level, found: str, expected: str, says: str) -> Problem:
    return Problem(level, Code.SHEET_SKIPPED, "", "", found, expected, says)


def _no_workslip(reading: WorkbookReading) -> Problem:
    wanted = KIND_WORDS[SheetKind.WORKSLIP]
    says = (
        f"{reading.filename}: no sheet of this file is {wanted}. Choose another file."
    )
    return _file_problem(Level.ERROR, _kinds_in(reading), wanted, says)


def _kinds_in(reading: WorkbookReading) -> str:
    return ", ".join(KIND_WORDS[work.kind] for work in reading.works) or "no items"


def _other_kind(work: Work, action: BillAction) -> Problem:
    found, wanted = KIND_WORDS[work.kind], KIND_WORDS[action.source]
    return Problem(
        level=Level.INFO,
        code=Code.SHEET_SKIPPED,
        sheet=work.sheet,
        cell="",
        found=found,
        expected=wanted,
        message=(
            f"{work.sheet}: this sheet is {found}; {action.title()} is made here "
            f"from {wanted}, so the sheet was left out."
        ),
    )


def _nothing_to_bill(reading: WorkbookReading, action: BillAction) -> Problem:
    wanted = KIND_WORDS[action.source]
    says = (
        f"{reading.filename}: no sheet of this file is {wanted}, which "
        f"{action.title()} is made from here. Choose another file, or the kind of "
        "bill that is made from this one."
    )
    return _file_problem(Level.ERROR, _kinds_in(reading), wanted, says)
