"""An item together with its AE lines, and how its quantity is split between them; matching is in matching.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bills.domain.work import Line, LineKind

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """An item and the AE lines that hold its quantity beyond the estimate."""

    base: Line
    excess: tuple[Line, ...] = ()

    @property
    def row(self) -> int:
        return self.base.row

    @property
    def lines(self) -> tuple[Line, ...]:
        return (self.base, *self.excess)

    @property
    def quantity(self) -> Decimal:
        """All that is executed of the item; a blank counts as nothing."""
        quantity = self.base.quantity or ZERO
        for line in self.excess:
            quantity += line.quantity or ZERO
        return quantity


# A heading stands between the groups as the line that it is.
Entry = ItemGroup | Line


def group_lines(lines: Iterable[Line]) -> list[Entry]:
    """Headings and items in the order of the sheet, each AE line with the item above it."""
    entries: list[Entry] = []
    last: int | None = None
    for line in lines:
        above = entries[last] if last is not None else None
        if line.kind is LineKind.HEADING:
            entries.append(line)
        elif line.kind is LineKind.AE and isinstance(above, ItemGroup):
            entries[last or 0] = ItemGroup(above.base, (*above.excess, line))
        else:
            last = len(entries)
            entries.append(ItemGroup(line))
    return entries


def split_quantity(
    group: ItemGroup, *, billed: Decimal = ZERO
) -> tuple[Decimal, Decimal]:
    """What goes on the item line and what on its AE lines.

    The item line holds up to the estimate, or what was already `billed` on it when that
    is more, so that no quantity shifts from it to an AE line. Without an estimated
    quantity the rows are left as they are. Source: spec outputs, section 7.
    """
    estimate = group.base.estimate_quantity or ZERO
    if estimate > 0:
        base = min(group.quantity, max(estimate, billed))
    else:
        base = group.base.quantity or group.quantity
    return base, group.quantity - base
