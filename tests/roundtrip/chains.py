"""Generated works taken from workslip to bill 1, 2 and 3, each bill read from the file of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from bills.domain.bill import BillAction, FirstBill, compute_first_bill
from bills.domain.nth_bill import NthBill, compute_nth_bill
from bills.domain.work import Work
from bills.writers.first_bill import write_first_bills
from bills.writers.nth_bill import write_nth_bills
from tests.bills.actions.workbooks import Item, Slip, read, workslip_file
from tests.golden.works import CREATED, INPUTS

Bill = FirstBill | NthBill


@dataclass(frozen=True)
class MadeWorkbook:
    """A workbook that we made, with the bills that it must say."""

    name: str
    bills: Sequence[Bill]
    content: bytes


QUANTITIES = st.decimals(0, 5000, places=3).map(str)
BILLED = st.decimals("0.001", 5000, places=3).map(str)
RATES = st.decimals("0.01", 99999, places=2).map(str)
UNITS = st.sampled_from(["Nos", "Mtrs", "Cum", "Sqm", "Rmt", "Kg", "LS", "each"])
PREMIUMS = st.one_of(
    st.just(""),
    st.builds(
        lambda percent, kind: (
            f"{'Add' if kind == 'Excess' else 'Deduct'} T.P @ {percent:f} % {kind}"
        ),
        st.decimals(0, 40, places=3),
        st.sampled_from(["Excess", "Less"]),
    ),
)
# What offices write, and what must not become a formula, a label or markup.
WORDS = st.text(
    st.sampled_from(
        "abcdefghijklmnopqrstuvwxyz ABC 0123456789 .,&<>()\"'/=+-@%\n\u0c15\u0939\u20b9"
    ),
    max_size=60,
).map(str.strip)
STARTS = st.sampled_from(
    ["Supply of", "Total station survey", "UPS output 95%", "=1+1 of", "Deduction of"]
)


@st.composite
def chains(draw: st.DrawFn) -> tuple[tuple[Slip, ...], ...]:
    """One to three works, each with the workslips of its three bills."""
    works = []
    for number in range(draw(st.integers(1, 3))):
        premium = draw(PREMIUMS)
        phases = draw(st.integers(1, 3))
        items = draw(_items(draw(st.integers(1, 8)), phases))
        extras = [draw(_items(draw(st.integers(0, 2)), phases)) for _ in range(phases)]
        works.append(
            tuple(
                Slip(
                    items=[
                        draw(_executed(item, is_billed=position == 0))
                        for position, item in enumerate(items)
                    ],
                    supplements=[
                        [draw(_executed(item)) for item in extra] for extra in extras
                    ],
                    premium=premium,
                    name=f"Work {number} of the sub-division",
                    agreement=f"{number}/2026-27",
                )
                for _ in range(3)
            )
        )
    return tuple(zip(*works, strict=True))


@st.composite
def _items(draw: st.DrawFn, count: int, phases: int) -> list[Item]:
    return [
        Item(
            f"{draw(STARTS)} {draw(WORDS)} no. {position}".replace("  ", " "),
            draw(UNITS),
            draw(QUANTITIES),
            draw(RATES),
            ("0",) * phases,
        )
        for position in range(count)
    ]


@st.composite
def _executed(draw: st.DrawFn, item: Item, *, is_billed: bool = False) -> Item:
    """The item with other executed quantities: less, as much or more than estimated."""
    quantities = st.one_of(QUANTITIES, BILLED, st.just(item.estimate), st.just("0"))
    earlier = [draw(quantities) for _ in item.executed[:-1]]
    current = draw(BILLED if is_billed else quantities)
    return replace(item, executed=(*earlier, current))


def make_chain(slips: Sequence[Sequence[Slip]]) -> list[MadeWorkbook]:
    """The workbooks of bills 1, 2 and 3, and of a bill 3 whose quantities wait to be typed."""
    works = [_works(slips_of_one_bill) for slips_of_one_bill in slips]
    first = [
        compute_first_bill(work, BillAction.WORKSLIP_FIRST_PART, INPUTS)
        for work in works[0]
    ]
    bill_1 = MadeWorkbook("bill_1", first, write_first_bills(first, created=CREATED))
    bill_2 = _bring("bill_2", bill_1, BillAction.FIRSTPART_NTH_PART, works[1])
    waiting = _bring("waiting", bill_2, BillAction.NTH_NTH_PART, [None] * len(works[2]))
    bill_3 = _bring("bill_3", bill_2, BillAction.NTH_NTH_FINAL, works[2])
    return [bill_1, bill_2, waiting, bill_3]


def _works(slips: Sequence[Slip]) -> list[Work]:
    return read(workslip_file(*slips))


def _bring(
    name: str,
    before: MadeWorkbook,
    action: BillAction,
    workslips: Sequence[Work | None],
) -> MadeWorkbook:
    bills = [
        compute_nth_bill(work, action, INPUTS, workslip=workslip)
        for work, workslip in zip(read(before.content), workslips, strict=True)
    ]
    return MadeWorkbook(name, bills, write_nth_bills(bills, created=CREATED))
