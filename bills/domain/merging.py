"""The entries of a bill and of a workslip in one order: the bill's own, new ones beside their neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bills.domain.item_groups import Entry, ItemGroup
from bills.domain.labels import RowKind, parse_label
from bills.domain.matching import normalise
from bills.domain.work import Line


@dataclass(frozen=True, slots=True)
class Pair:
    """One item or heading as the bill has it and as the workslip has it; one may be missing."""

    earlier: Entry | None
    current: Entry | None


def merge_entries(
    earlier: Sequence[Entry], current: Sequence[Entry], matched: Mapping[int, int]
) -> list[Pair]:
    """Every entry of the bill in its order, each new item after what it follows in the workslip.

    `matched` gives the row of an item of `earlier` in `current`. A heading that the bill
    lacks comes with the first new item under it, below the bill's own section.
    """
    current_of = {**matched, **_match_headings(earlier, current)}
    following = _new_entries(earlier, current, current_of)
    by_row = {entry.row: entry for entry in current}
    merged = following.get(-1, [])
    for position, entry in enumerate(earlier):
        theirs = current_of.get(entry.row)
        merged.append(Pair(entry, None if theirs is None else by_row[theirs]))
        merged += following.get(position, [])
    return merged


def _new_entries(
    earlier: Sequence[Entry], current: Sequence[Entry], current_of: Mapping[int, int]
) -> dict[int, list[Pair]]:
    """What the bill lacks, under the position of the entry that it follows (-1: none)."""
    positions = {entry.row: position for position, entry in enumerate(earlier)}
    anchors = {theirs: positions[mine] for mine, theirs in current_of.items()}
    following: dict[int, list[Pair]] = {}
    anchor = -1
    headings: list[Pair] = []
    for entry in current:
        if entry.row in anchors:
            anchor, headings = anchors[entry.row], []
        elif isinstance(entry, Line):
            headings.append(Pair(None, entry))
        else:
            if headings:
                anchor = _end_of_section(earlier, anchor)
            place = following.setdefault(anchor, [])
            place += [*headings, Pair(None, entry)]
            headings = []
    return following


def _match_headings(
    earlier: Sequence[Entry], current: Sequence[Entry]
) -> dict[int, int]:
    """Headings of one text are paired in their order."""
    theirs = _headings(current)
    return {
        one: other
        for key, mine in _headings(earlier).items()
        for one, other in zip(mine, theirs.get(key, ()), strict=False)
    }


def _headings(entries: Sequence[Entry]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for entry in entries:
        if isinstance(entry, Line):
            rows.setdefault(_heading_key(entry.description), []).append(entry.row)
    return rows


def _heading_key(text: str) -> str:
    """`Supplemental Items` and `Supplemental Items-1` head the same section."""
    label = parse_label(text)
    if label is not None and label.kind is RowKind.SUPPLEMENTAL:
        return f"supplemental items {label.section}"
    return normalise(text) or text


def _end_of_section(earlier: Sequence[Entry], anchor: int) -> int:
    """The last entry before the next heading, so that no item moves under another one."""
    end = anchor
    while end + 1 < len(earlier) and isinstance(earlier[end + 1], ItemGroup):
        end += 1
    return end
