"""Which item of the made bill is which of a source, found anew; how bills are made of items is not used."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from bills.domain.item_groups import ItemGroup
from bills.domain.matching import match_lines, rate_of_one
from bills.domain.work import Line

Figure = Callable[[Line], Hashable]


@dataclass(slots=True)
class Pairs:
    both: list[tuple[ItemGroup, ItemGroup]] = field(default_factory=list)
    only_made: list[ItemGroup] = field(default_factory=list)
    only_source: list[ItemGroup] = field(default_factory=list)


def pair_items(
    made: Sequence[ItemGroup], source: Sequence[ItemGroup], figure: Figure
) -> Pairs:
    """The items of both, in the order of the bill.

    Items written alike are told apart by rate and by `figure`, which gives of a line of
    the bill what its line in the source has as quantity. What is written otherwise is
    matched as items are.
    """
    pairs = Pairs()
    theirs = _by_writing(source)
    for written, mine in _by_writing(made).items():
        others = theirs.pop(written, [])
        if len(mine) > 1 or len(others) > 1:
            _pair_written_alike(pairs, mine, others, figure)
        elif others:
            pairs.both.append((mine[0], others[0]))
        else:
            pairs.only_made += mine
    pairs.only_source += (group for groups in theirs.values() for group in groups)
    _pair_by_likeness(pairs)
    pairs.both.sort(key=lambda pair: pair[0].row)
    return pairs


def _by_writing(groups: Sequence[ItemGroup]) -> dict[Hashable, list[ItemGroup]]:
    alike: dict[Hashable, list[ItemGroup]] = defaultdict(list)
    for group in groups:
        line = group.base
        alike[line.description, line.unit or line.unit_singular].append(group)
    return alike


def _pair_written_alike(
    pairs: Pairs, made: list[ItemGroup], source: list[ItemGroup], figure: Figure
) -> None:
    """Pairs those of one rate and figure, then those of one rate, then in their order."""
    keys: tuple[tuple[Figure, Figure], ...] = (
        (
            lambda line: (rate_of_one(line), figure(line)),
            lambda line: (rate_of_one(line), line.quantity),
        ),
        (rate_of_one, rate_of_one),
        (_any, _any),
    )
    for of_made, of_source in keys:
        free: dict[Hashable, deque[ItemGroup]] = defaultdict(deque)
        for other in source:
            free[of_source(other.base)].append(other)
        unpaired = []
        for group in made:
            others = free[of_made(group.base)]
            if others:
                pairs.both.append((group, others.popleft()))
            else:
                unpaired.append(group)
        made, source = unpaired, [other for rest in free.values() for other in rest]
    pairs.only_made += made
    pairs.only_source += source


def _any(line: Line) -> Hashable:
    return None


def _pair_by_likeness(pairs: Pairs) -> None:
    made, source = pairs.only_made, pairs.only_source
    if not made or not source:
        return
    matches = match_lines([g.base for g in made], [g.base for g in source])
    pairs.both += ((made[m.earlier], source[m.current]) for m in matches)
    mine, theirs = ({m.earlier for m in matches}, {m.current for m in matches})
    pairs.only_made = [g for n, g in enumerate(made) if n not in mine]
    pairs.only_source = [g for n, g in enumerate(source) if n not in theirs]
