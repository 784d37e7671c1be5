"""Which items of two sheets are the same item: by code, then by name, unit and rate; never by position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from bills.domain.item_codes import are_contrary, code_of, split_code
from bills.domain.texts import split_words
from bills.domain.units import singular_unit
from bills.domain.work import Line

# A renamed item still has most of its words; anything less alike is another item.
LIKENESS = 0.85
# More items than this of one unit and rate are too many to compare each with each.
MOST_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Match:
    """Positions of one item in both sheets."""

    earlier: int
    current: int
    doubt: str = ""  # why somebody must look, "" when they are surely one item


def match_lines(earlier: Sequence[Line], current: Sequence[Line]) -> list[Match]:
    """The pairs, surest first; what is in no pair has no counterpart.

    A code counts before a name. Lines of the same name are told apart by unit, then
    rate, then occurrence. Source: spec reading, section 5.
    """
    pairing = _Pairing(earlier, current)
    pairing.pair(_with_code(lambda line: (*_name_and_unit(line), rate_of_one(line))))
    pairing.pair(_with_code(_name_and_unit))
    pairing.pair(_with_code(lambda _: ()), is_unique=True)
    pairing.pair(lambda line: (*_name_and_unit(line), rate_of_one(line)))
    pairing.pair(_name_and_unit)
    # From here on the names or units differ, so that the rate must be the same.
    pairing.pair(lambda line: (_name(line), rate_of_one(line)), is_unique=True)
    pairing.pair_alike()
    return pairing.matches


def rate_of_one(line: Line) -> Decimal | None:
    """The rate of a single unit."""
    return None if line.rate is None else line.rate / line.per


def normalise(text: str) -> str:
    """The words of a text, without case, dots and spacing.

    >>> normalise("Supply & run of  2.5 Sq.mm cable.")
    'supply run of 2 5 sq mm cable'
    """
    return " ".join(split_words(text))


def _name(line: Line) -> str:
    _, name = split_code(line.description)
    return normalise(name) or line.description


def _unit(line: Line) -> str:
    return normalise(singular_unit(line.unit or line.unit_singular))


def _name_and_unit(line: Line) -> tuple[str, str]:
    return _name(line), _unit(line)


_Key = Callable[[Line], Hashable]


def _with_code(key: _Key) -> _Key:
    """The key together with the code; None for a line without code."""

    def with_code(line: Line) -> Hashable:
        code = code_of(line)
        return (code, key(line)) if code else None

    return with_code


class _Pairing:
    """The lines of both sheets that have no counterpart yet, and the pairs so far."""

    def __init__(self, earlier: Sequence[Line], current: Sequence[Line]) -> None:
        self.earlier = dict(enumerate(earlier))
        self.current = dict(enumerate(current))
        self.matches: list[Match] = []

    def pair(self, key: _Key, *, is_unique: bool = False) -> None:
        """Pairs lines of one key in their order; a unique key must be of one line each."""
        theirs = _by_key(self.current, key)
        for value, mine in _by_key(self.earlier, key).items():
            others = theirs.get(value, [])
            if is_unique and (len(mine) > 1 or len(others) > 1):
                continue
            is_by_place = len(mine) != len(others)
            for one, other in zip(mine, others, strict=False):
                self._take(one, other, is_by_place=is_by_place)

    def pair_alike(self) -> None:
        """Pairs lines of one unit and rate that are each the only one like the other."""

        def key(line: Line) -> Hashable:
            return _unit(line), rate_of_one(line)

        theirs = _by_key(self.current, key)
        for value, mine in _by_key(self.earlier, key).items():
            others = theirs.get(value, [])
            if max(len(mine), len(others)) > MOST_COMPARED:
                continue
            like = {one: self._like(one, others) for one in mine}
            for one, found in like.items():
                is_only = sum(found[:1] == rest[:1] for rest in like.values()) == 1
                if len(found) == 1 and is_only:
                    self._take(one, found[0])

    def _like(self, one: int, others: Iterable[int]) -> list[int]:
        line = self.earlier[one]
        return [
            other
            for other in others
            if is_alike(_name(line), _name(self.current[other]))
            and not are_contrary(code_of(line), code_of(self.current[other]))
        ]

    def _take(self, one: int, other: int, *, is_by_place: bool = False) -> None:
        mine, theirs = self.earlier.pop(one), self.current.pop(other)
        doubt = _find_doubt(mine, theirs)
        if is_by_place and not doubt:
            doubt = "by its place: one sheet has more items of this name than the other"
        self.matches.append(Match(one, other, doubt))


def _find_doubt(mine: Line, theirs: Line) -> str:
    """Why the two may not be one item; names that are nearly one need the code for that."""
    code, other_code = code_of(mine), code_of(theirs)
    if are_contrary(code, other_code):
        return f"although their codes are {code} and {other_code}"
    is_alike_by_code = (
        bool(code) and code == other_code and is_alike(_name(mine), _name(theirs))
    )
    if _unit(mine) != _unit(theirs) or (
        _name(mine) != _name(theirs) and not is_alike_by_code
    ):
        return "which is not written the same"
    return ""


def is_alike(one: str, other: str) -> bool:
    """Whether two normalised names may be of one item: nearly equal, or one cut short.

    >>> is_alike("led street light 40 w", "led street lights 40 w")
    True
    >>> is_alike("led street light 40 w", "led street light 60 w")
    False
    """
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return False
    if longer.startswith(f"{shorter} "):
        return True
    if _figures(one) != _figures(other):
        return False
    return SequenceMatcher(None, one, other).ratio() >= LIKENESS


def _figures(name: str) -> list[str]:
    return [word for word in name.split() if word == "#" or _has_digit(word)]


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _by_key(lines: dict[int, Line], key: _Key) -> dict[Hashable, list[int]]:
    positions: dict[Hashable, list[int]] = defaultdict(list)
    for position, line in lines.items():
        value = key(line)
        if value is not None:
            positions[value].append(position)
    return positions
