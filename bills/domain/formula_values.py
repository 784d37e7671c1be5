"""What values count as inside a formula: as a number, as text, compared; evaluation is in formulas.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bills.domain.grid import CellError, Value
from bills.domain.number_text import parse_number, to_fifteen_digits, to_serial


class FormulaError(Exception):
    """The formula has an error value, which is its result."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error.text)
        self.error = error


class Unsupported(Exception):
    """The formula uses what this product does not calculate; `str()` says what."""


@dataclass(frozen=True, slots=True)
class Area:
    """The values of a range, row by row, blanks included only as absence."""

    values: tuple[Value, ...]


Operand = Value | Area


def to_single(operand: Operand) -> Value:
    """The one value that an operator works on."""
    if isinstance(operand, Area):
        raise Unsupported("a range where one cell is needed")
    return operand


def to_number(value: Value) -> Decimal:
    """The value as arithmetic takes it; a blank is 0 and text is read as offices write it.

    Raises: FormulaError.
    """
    if isinstance(value, Decimal):
        return value
    if value is None:
        return Decimal(0)
    if isinstance(value, CellError):
        raise FormulaError(value)
    if isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, date):
        return to_serial(value)
    number = parse_number(value)
    if number is None:
        raise FormulaError(CellError("#VALUE!"))
    return number


def to_text(value: Value) -> str:
    """The value as it joins with text.

    Raises: FormulaError.
    """
    if isinstance(value, CellError):
        raise FormulaError(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, date):
        return f"{to_serial(value):f}"
    if isinstance(value, Decimal):
        text = f"{to_fifteen_digits(value):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value


def to_truth(value: Value) -> bool:
    """The value as a condition.

    Raises: FormulaError.
    """
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        raise FormulaError(CellError("#VALUE!"))
    return to_number(value) != 0


def compare(operator: str, left: Value, right: Value) -> bool:
    """One comparison of a sheet: numbers before text before truth, text in any case.

    >>> compare("=", None, ""), compare("<", Decimal(5), "a"), compare("=", "AB", "ab")
    (True, True, True)
    """
    a, b = _sort_key(left, right), _sort_key(right, left)
    if operator == "=":
        return a == b
    if operator == "<>":
        return a != b
    if operator == "<":
        return a < b
    if operator == ">":
        return a > b
    return a <= b if operator == "<=" else a >= b


def _sort_key(value: Value, other: Value) -> tuple[int, Decimal, str]:
    if isinstance(value, Decimal):
        return (0, to_fifteen_digits(value), "")
    if isinstance(value, CellError):
        raise FormulaError(value)
    if value is None:
        is_text = isinstance(other, str)
        is_truth = isinstance(other, bool)
        return (1 if is_text else 2 if is_truth else 0, Decimal(0), "")
    if isinstance(value, bool):
        return (2, Decimal(value), "")
    if isinstance(value, str):
        return (1, Decimal(0), value.casefold())
    return (0, to_fifteen_digits(to_number(value)), "")


def numbers_in(operands: list[Operand]) -> Iterator[Decimal]:
    """The numbers that SUM and its like count: all of a range's, and each single value.

    Raises: FormulaError.
    """
    for operand in operands:
        if not isinstance(operand, Area):
            if operand is not None:
                yield to_number(operand)
            continue
        for value in operand.values:
            if isinstance(value, Decimal):
                yield value
            elif isinstance(value, CellError):
                raise FormulaError(value)
            elif isinstance(value, date):
                yield to_serial(value)
