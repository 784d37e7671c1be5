"""The header of a bill against the bills before it: premium, measurement books, dates and number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bills.domain.bill_number import parse_bill_number
from bills.domain.inputs import MB_BOXES, parse_date
from bills.domain.mb_pages import MBPages, parse_mb_pages
from bills.domain.money import format_percent
from bills.domain.ordinals import ordinal
from bills.domain.scrutiny.card import ScrutinyLine, Verdict
from bills.domain.scrutiny.case import Case
from bills.domain.sheet_plan import DATES_ROW, MB_ROW, TITLE_ROW
from bills.domain.table_header import Role
from bills.domain.work import SheetKind, TenderPremium, Work

PREMIUM, BOOKS, DATES, NUMBER = "T.P", "M.B. pages", "Dates", "Bill number"


def check_premium(case: Case) -> Iterator[ScrutinyLine]:
    """Percentage and type as typed, else as the source has them."""
    used = case.made.premium
    if used is None:
        return
    cells = (case.total_cell(Role.AMOUNT, 1),)
    text = f"{_percent(used)} is used"
    wanted, place = _wanted_premium(case)
    if wanted is None:
        finding = f"{text}, for the source states none and none is typed"
        verdict = Verdict.REMARK if used.percent == 0 else Verdict.WRONG
        yield ScrutinyLine(PREMIUM, verdict, finding, cells)
    elif _is_same(used, wanted):
        source_cells = _premium_cells(case.source)
        finding = f"{text}, as {place}"
        yield ScrutinyLine(PREMIUM, Verdict.RIGHT, finding, cells, source_cells)
        yield from _other_premiums(case, used, cells)
    else:
        source_cells = _premium_cells(case.source)
        finding = f"{text}, but {_percent(wanted)} is {place}"
        yield ScrutinyLine(PREMIUM, Verdict.WRONG, finding, cells, source_cells)


def _wanted_premium(case: Case) -> tuple[TenderPremium | None, str]:
    """What the bill must have, and in words from where."""
    if case.inputs.premium:
        return case.inputs.premium, "typed"
    if case.source.premium is None and case.workslip:
        return case.workslip.premium, f"in {case.workslip.sheet}"
    place = case.source.sheet if case.is_first else "the bill before"
    return case.source.premium, f"in {place}"


def _other_premiums(
    case: Case, used: TenderPremium, cells: tuple[str, ...]
) -> Iterator[ScrutinyLine]:
    """The sheets that state another premium than the one that was typed or taken."""
    for work in (case.source, case.workslip):
        if work and work.premium and not _is_same(used, work.premium):
            yield ScrutinyLine(
                PREMIUM,
                Verdict.REMARK,
                f"{_percent(used)} is used, but {_percent(work.premium)} is in "
                f"{work.sheet}",
                cells,
                _premium_cells(work),
            )


def _percent(premium: TenderPremium) -> str:
    return f"T.P @ {format_percent(premium.percent)} % {premium.type.value}"


def _is_same(one: TenderPremium, other: TenderPremium) -> bool:
    if one.percent == other.percent == 0:
        return True
    return one.percent == other.percent and one.type is other.type


def _premium_cells(work: Work) -> tuple[str, ...]:
    cell = work.premium.cell if work.premium else ""
    return (f"{work.sheet}!{cell}",) if cell else ()


def check_books(case: Case) -> Iterator[ScrutinyLine]:
    """Pages of measurement books that an earlier bill of the work has too."""
    own = parse_mb_pages(case.header.mb_details)
    cells = (case.header_cell(MB_ROW),)
    if finding := _incomplete_books(case, own):
        yield ScrutinyLine(BOOKS, Verdict.REMARK, finding, cells)
    if not own:
        return
    others = [
        (name, parse_mb_pages(text), source_cells)
        for name, text, source_cells in _earlier_books(case)
    ]
    overlaps = [
        (name, shared, source_cells)
        for name, other, source_cells in others
        if (shared := list(dict.fromkeys(_shared(own, other))))
    ]
    for name, shared, source_cells in overlaps:
        pages = ", ".join(map(str, shared))
        finding = f"{pages}: also in {name}"
        yield ScrutinyLine(BOOKS, Verdict.WRONG, finding, cells, source_cells)
    if not overlaps:
        yield _no_overlap(case, own, sum(bool(pages) for _, pages, _ in others))


def _incomplete_books(case: Case, own: tuple[MBPages, ...]) -> str:
    """What is lacking in the M.B. details, "" when nothing is."""
    typed, printed = case.inputs, case.header.mb_details
    if typed.has_mb and not all(getattr(typed, name) for name in MB_BOXES):
        return "the M.B. details are not filled in completely"
    if own:
        return ""
    if any(letter.isdigit() for letter in printed):
        return f'no book and pages are found in "{printed}"'
    return "the M.B. details are not filled in"


def _shared(own: tuple[MBPages, ...], other: tuple[MBPages, ...]) -> Iterator[MBPages]:
    for mine in own:
        for theirs in other:
            if both := mine.shared_with(theirs):
                yield both


def _earlier_books(case: Case) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Name, M.B. details and cell of each earlier bill, the one that was given first."""
    field = case.source.fields.get("mb_details")
    numbers = set()
    if field and not case.is_first:
        name = ", ".join(dict.fromkeys(("the bill before", _title_before(case))))
        yield name, field.value, (f"{field.sheet}!{field.cell}",) if field.cell else ()
        numbers.add(_number_before(case))
    own = parse_bill_number(case.header.title) or 1
    latest = {bill.number: bill for bill in case.earlier if bill.number < own}
    for number, bill in latest.items():
        if number not in numbers:
            yield f'"{bill.title}" of job {bill.job_number}', bill.mb_details, ()


def _no_overlap(case: Case, own: tuple[MBPages, ...], compared: int) -> ScrutinyLine:
    pages = ", ".join(str(pages) for pages in own)
    cells = (case.header_cell(MB_ROW),)
    if compared:
        bills = "1 earlier bill" if compared == 1 else f"{compared} earlier bills"
        finding = f"{pages}: no page is in the {bills} of this work"
        return ScrutinyLine(BOOKS, Verdict.RIGHT, finding, cells)
    if case.is_first and case.has_key:
        finding = f"{pages}: no earlier bill of this work is known"
        return ScrutinyLine(BOOKS, Verdict.RIGHT, finding, cells)
    finding = f"{pages}: the pages of the earlier bills are not known"
    return ScrutinyLine(BOOKS, Verdict.NOT_CHECKED, finding, cells)


def check_dates(case: Case) -> Iterator[ScrutinyLine]:
    """DOI, DOC, DOMR and DOBR in this order, and DOBR not before that of the last bill."""
    cells = (case.header_cell(DATES_ROW),)
    days = [(label, text, parse_date(text)) for label, text in case.header.dates]
    known = [(label, text, day) for label, text, day in days if day is not None]
    wrong = 0
    for (before, its_text, earlier), (label, text, day) in pairwise(known):
        if day < earlier:
            wrong += 1
            finding = f"{label} {text} is before {before} {its_text}"
            yield ScrutinyLine(DATES, Verdict.WRONG, finding, cells)
    if len(known) > 1 and not wrong:
        labels = ", ".join(f"{label} {text}" for label, text, _ in known)
        yield ScrutinyLine(DATES, Verdict.RIGHT, f"{labels} follow each other", cells)
    open_dates = [
        f'{label} "{text}"' if text else label for label, text, day in days if not day
    ]
    if open_dates:
        finding = f"{', '.join(open_dates)}: not filled in, or not a date"
        yield ScrutinyLine(DATES, Verdict.NOT_CHECKED, finding, cells)
    yield from _check_last_bill_date(case)


def _check_last_bill_date(case: Case) -> Iterator[ScrutinyLine]:
    field = case.source.fields.get("dobr")
    own = parse_date(case.header.dobr)
    before = parse_date(field.value) if field else None
    if case.is_first or field is None or own is None or before is None:
        return
    is_right = own >= before
    word = "not before" if is_right else "before"
    yield ScrutinyLine(
        DATES,
        Verdict.RIGHT if is_right else Verdict.WRONG,
        f"DOBR {case.header.dobr} is {word} DOBR {field.value} of the last bill",
        (case.header_cell(DATES_ROW),),
        (f"{field.sheet}!{field.cell}",) if field.cell else (),
    )


def check_number(case: Case) -> Iterator[ScrutinyLine]:
    """The number follows that of the bill before, and no final bill came earlier."""
    cells = (case.header_cell(TITLE_ROW),)
    own = parse_bill_number(case.header.title) or 1
    yield from _follows(case, own, cells)
    final = _earlier_final(case, own)
    if final:
        finding = f"{final} is a final bill, which no other bill should follow"
        yield ScrutinyLine(NUMBER, Verdict.WRONG, finding, cells)
    yield from _made_already(case, own, cells)


def _follows(case: Case, own: int, cells: tuple[str, ...]) -> Iterator[ScrutinyLine]:
    if case.is_first:
        return
    before, title = _number_before(case), _title_before(case)
    if before is None:
        finding = f"the bill is the {ordinal(own)}; {title} does not say its number"
        yield ScrutinyLine(NUMBER, Verdict.NOT_CHECKED, finding, cells)
    elif own == before + 1:
        finding = f"the bill is the {ordinal(own)}, which follows {title}"
        yield ScrutinyLine(NUMBER, Verdict.RIGHT, finding, cells)
    else:
        finding = (
            f"the bill is the {ordinal(own)}, but after {title} comes the "
            f"{ordinal(before + 1)}"
        )
        yield ScrutinyLine(NUMBER, Verdict.REMARK, finding, cells)


def _number_before(case: Case) -> int | None:
    """Of the bill before; a first bill needs no title to be the first."""
    number = parse_bill_number(case.source.title)
    is_first = case.source.kind is SheetKind.FIRST_BILL
    return 1 if number is None and is_first else number


def _title_before(case: Case) -> str:
    title = case.source.title
    return f'"{title}"' if title else "the bill before"


def _earlier_final(case: Case, own: int) -> str:
    """The final bill that came before, "" when there is none."""
    if not case.is_first and "final" in case.source.title.casefold():
        return _title_before(case)
    latest = {bill.number: bill for bill in case.earlier if bill.number < own}
    finals = (bill for bill in latest.values() if bill.is_final)
    return next((f'"{b.title}" of job {b.job_number}' for b in finals), "")


def _made_already(
    case: Case, own: int, cells: tuple[str, ...]
) -> Iterator[ScrutinyLine]:
    """A bill of this number, or of a later one, that the register has already."""
    last = max(
        (bill for bill in case.earlier if bill.number >= own),
        key=lambda bill: (bill.number, bill.job_number),
        default=None,
    )
    if last is None:
        return
    what = "this bill" if last.number == own else "a later bill"
    finding = (
        f'{what} was made before: "{last.title}" on {last.made_on:%d-%m-%Y}, '
        f"job {last.job_number}"
    )
    yield ScrutinyLine(NUMBER, Verdict.REMARK, finding, cells)
