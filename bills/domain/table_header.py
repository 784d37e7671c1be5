"""Finding the header row of a table and what each column holds; the rows under it are in tables.py."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from bills.domain.texts import split_words


class Role(StrEnum):
    """What a column of a table holds."""

    SERIAL = "serial"
    DESCRIPTION = "description"
    QUANTITY = "quantity"
    UNIT = "unit"  # the plural one, of the quantity
    RATE = "rate"
    PER = "per"
    UNIT_SINGULAR = "unit_singular"  # the one after Per
    AMOUNT = "amount"
    EXECUTED_QUANTITY = "executed_quantity"
    EXECUTED_AMOUNT = "executed_amount"
    PREVIOUS_QUANTITY = "previous_quantity"
    PREVIOUS_AMOUNT = "previous_amount"
    SINCE_QUANTITY = "since_quantity"
    SINCE_AMOUNT = "since_amount"
    MORE = "more"
    LESS = "less"
    REMARKS = "remarks"
    CODE = "code"  # of the item in a schedule of rates; no serial number
    MEASUREMENT = "measurement"  # Nos, length, breadth: a sheet of measurements


# Source: spec reading, section 4, with the spellings of other offices' samples.
_SPELLINGS: dict[Role, str] = {
    Role.SERIAL: (
        "sl|sl no|s no|sr no|serial no|#|sno|slno|srno|s l no|s n|sn|si no|sr|"
        "serial number|sl number|item no|item number|sno no|no"
    ),
    Role.QUANTITY: (
        "quantity|qty|quantity unit|qty estimate|quantity estimate|quantity till date|"
        "qty till date|quantities|qnty|estimated quantity|total quantity|quantity executed"
    ),
    Role.DESCRIPTION: (
        "item|item description|description|description of item|description of items|"
        "description of work|description of works|description of item of work|"
        "particulars|particular|particulars of item|items of work|item of work|"
        "name of item|items|details|details of work|details of item|nature of work|"
        "specification|specifications"
    ),
    Role.RATE: (
        "rate|rate per unit|rate estimate|rate in rs|unit rate|rate rs|rates|unit price"
    ),
    Role.PER: "per|per unit",
    Role.UNIT: "unit|units|uom|unit of measurement",
    Role.AMOUNT: (
        "amount|amount in rs|amt|amount estimate|total value till date|total value|"
        "total amount|amount rs|value till date|amount till date|total|cost|total cost|"
        "value|total rs|total in rs|total price"
    ),
    Role.PREVIOUS_QUANTITY: "deduct previous measurements|previous measurements",
    Role.SINCE_QUANTITY: "since last measurements|since last measurement|since last",
    Role.MORE: "more",
    Role.LESS: "less",
    Role.REMARKS: "remarks|remark",
    Role.CODE: (
        "code|code no|item code|bsr|bsr no|bsr code|ssr|ssr no|ssr code|sor|sor no|"
        "sor code|dsr|dsr no|dsr code|csr|csr no|schedule no|schedule item no"
    ),
    Role.MEASUREMENT: "nos|length|breadth|width|height|depth|contents|measurements",
}
_BY_WORDS = {
    tuple(spelling.split()): role
    for role, spellings in _SPELLINGS.items()
    for spelling in spellings.split("|")
}
# Short or everyday words are a header only when they are the whole cell.
_ONLY_WHOLE = frozenset(
    {
        *(("no",), ("s", "n"), ("sn",), ("sl",), ("sr",), ("#",), ("more",), ("less",)),
        *(("nos",), ("value",), ("height",), ("depth",), ("length",), ("width",)),
        *(("breadth",), ("contents",), ("measurements",), ("per",), ("specification",)),
        *(("specifications",), ("particular",), ("items",), ("details",)),
        *(("total",), ("cost",), ("code",), ("bsr",), ("ssr",), ("sor",), ("dsr",)),
        ("csr",),
    }
)
_LONGEST_SPELLING = max(map(len, _BY_WORDS))
_LONGEST_HEADER = 9  # words; an item's text is longer
_EXECUTION_WORDS = frozenset({"execution", "exec", "executed", "workslip"})
_BEFORE_WORDS = frozenset({"previous", "prev", "last", "previously"})
_TO_DATE_WORDS = frozenset({"till", "upto", "to", "uptodate"})
_QUANTITY_WORDS = frozenset({"qty", "quantity"})
_AMOUNT_WORDS = frozenset({"amount", "amt"})
_SHORTEST_MISSPELT, _LIKENESS = 7, 0.85


@lru_cache(maxsize=4096)
def find_role(text: str) -> Role | None:
    """What a column under this header text holds, None when the text is no header.

    The longest spelling in the text wins: `Rate per Unit` is a rate.

    >>> find_role("Rate per Unit"), find_role("Per Unit").value, find_role("Workslip-2 Qty").value
    (<Role.RATE: 'rate'>, 'per', 'executed_quantity')
    """
    words = split_words(text)
    # An amount in words stands beside the same one in figures.
    if not words or len(words) > _LONGEST_HEADER or "words" in words:
        return None
    return (
        _find_period(words)
        or _find_execution(words)
        or _find_spelling(words)
        or _find_misspelt(words)
    )


def _find_period(words: tuple[str, ...]) -> Role | None:
    """`Qty up to previous bill`, `Amount since last bill`: a part of what is done so far."""
    is_quantity = bool(_QUANTITY_WORDS & set(words))
    if not is_quantity and not _AMOUNT_WORDS & set(words):
        return None
    if "since" in words or {"this", "bill"} <= set(words):
        return Role.SINCE_QUANTITY if is_quantity else Role.SINCE_AMOUNT
    if _BEFORE_WORDS & set(words):
        return Role.PREVIOUS_QUANTITY if is_quantity else Role.PREVIOUS_AMOUNT
    return None


def says_to_date(words: Collection[str]) -> bool:
    """Whether a heading says that its figures are all that is done so far.

    >>> says_to_date(("qty", "up", "to", "date")), says_to_date(("date",))
    (True, False)
    """
    return "date" in words and bool(_TO_DATE_WORDS & set(words))


def _find_execution(words: tuple[str, ...]) -> Role | None:
    is_to_date = says_to_date(words)
    if (
        is_to_date
        or not _EXECUTION_WORDS & set(words)
        or any(w.startswith("est") for w in words)
    ):
        return None
    if _QUANTITY_WORDS & set(words):
        return Role.EXECUTED_QUANTITY
    return Role.EXECUTED_AMOUNT if _AMOUNT_WORDS & set(words) else None


def names_executed_group(text: str) -> bool:
    """Whether a heading over several columns says that they are what was executed.

    >>> names_executed_group("As per Execution"), names_executed_group("As per Estimate")
    (True, False)
    """
    return bool(_EXECUTION_WORDS & set(split_words(text)))


def _find_spelling(words: tuple[str, ...]) -> Role | None:
    for length in range(min(len(words), _LONGEST_SPELLING), 0, -1):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            role = _BY_WORDS.get(part)
            if role and (part not in _ONLY_WHOLE or part == words):
                return role
    return None


def _find_misspelt(words: tuple[str, ...]) -> Role | None:
    """`Particualrs` and its like, when the misspelt word is the whole cell."""
    if len(words) != 1 or len(words[0]) < _SHORTEST_MISSPELT:
        return None
    for spelling, role in _BY_WORDS.items():
        is_candidate = len(spelling) == 1 and len(spelling[0]) >= _SHORTEST_MISSPELT
        if is_candidate and _likeness(words[0], spelling[0]) >= _LIKENESS:
            return role
    return None


def _likeness(word: str, spelling: str) -> float:
    return SequenceMatcher(None, word, spelling).ratio()


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A text of the header row and the columns that it covers when it is merged."""

    text: str
    first_column: int
    last_column: int


@dataclass(slots=True)
class Columns:
    """Which column holds what; the executed columns of a workslip in phase order."""

    by_role: dict[Role, int] = field(default_factory=dict)
    executed: list[tuple[str, int, int | None]] = field(default_factory=list)
    doubtful: list[tuple[Role, int, int]] = field(default_factory=list)

    def get(self, role: Role) -> int | None:
        return self.by_role.get(role)

    def has(self, *roles: Role) -> bool:
        return all(role in self.by_role for role in roles)

    def all_columns(self) -> set[int]:
        """Every column that a heading names; one of a doubled meaning only once."""
        executed = {
            column
            for _, *pair in self.executed
            for column in pair
            if column is not None
        }
        return {*self.by_role.values(), *executed}

    def set_first(self, role: Role, column: int) -> None:
        """The first column of a role is kept; a second one is remembered as doubtful."""
        known = self.by_role.setdefault(role, column)
        if known != column:
            self.doubtful.append((role, known, column))

    def add_executed(self, name: str, role: Role, column: int) -> None:
        """A column of the phase `name`; an amount belongs to the quantity before it."""
        if role in (Role.QUANTITY, Role.EXECUTED_QUANTITY):
            self.executed.append((name, column, None))
        elif role in (Role.AMOUNT, Role.EXECUTED_AMOUNT) and self.executed:
            first, quantity, amount = self.executed[-1]
            self.executed[-1] = (first, quantity, amount or column)


# The roles of the second column under a merged header. Source: spec reading, section 4.
_SECOND = {
    Role.QUANTITY: Role.UNIT,
    Role.PER: Role.UNIT_SINGULAR,
    Role.PREVIOUS_QUANTITY: Role.PREVIOUS_AMOUNT,
    Role.SINCE_QUANTITY: Role.SINCE_AMOUNT,
}


def read_columns(cells: Iterable[HeaderCell]) -> Columns:
    """The columns that one header row names, from left to right."""
    columns = Columns()
    named = [(cell, find_role(cell.text)) for cell in cells]
    has_other_description = any(
        role is Role.DESCRIPTION and split_words(cell.text) != ("item",)
        for cell, role in named
    )
    for cell, role in named:
        if role is None:
            continue
        if role is Role.DESCRIPTION and split_words(cell.text) == ("item",):
            # Beside a Description column, the column Item holds the item's number.
            role = Role.SERIAL if has_other_description else role
        _place(columns, role, cell)
    _count_by_number(columns, named)
    return columns


def _count_by_number(
    columns: Columns, named: Iterable[tuple[HeaderCell, Role | None]]
) -> None:
    """One column Nos beside a rate is the quantity where no other is."""
    measured = [cell for cell, role in named if role is Role.MEASUREMENT]
    is_counted = [split_words(cell.text) for cell in measured] == [("nos",)]
    has_quantity = columns.has(Role.QUANTITY) or bool(columns.executed)
    if is_counted and columns.has(Role.RATE) and not has_quantity:
        columns.by_role[Role.QUANTITY] = columns.by_role.pop(Role.MEASUREMENT)


def _place(columns: Columns, role: Role, cell: HeaderCell) -> None:
    first, is_wide = cell.first_column, cell.last_column > cell.first_column
    if role in (Role.EXECUTED_QUANTITY, Role.EXECUTED_AMOUNT):
        columns.add_executed(cell.text, role, first)
        return
    has_unit = columns.has(Role.UNIT) or columns.has(Role.PER)
    if role is Role.UNIT and columns.has(Role.RATE) and has_unit:
        # The unit after the rate is the rate's: the quantity has one of its own.
        role = Role.UNIT_SINGULAR
    columns.set_first(role, first)
    if is_wide and role in _SECOND:
        columns.set_first(_SECOND[role], first + 1)


def is_table_header(columns: Columns) -> bool:
    """Whether a row names enough columns to be the header of a table of items."""
    has_quantity = columns.has(Role.QUANTITY) or bool(columns.executed)
    companions = (Role.RATE, Role.AMOUNT, Role.SERIAL)
    return (
        columns.has(Role.DESCRIPTION)
        and has_quantity
        and any(columns.has(role) for role in companions)
    )
