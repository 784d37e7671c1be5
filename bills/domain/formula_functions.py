"""The worksheet functions that formulas of estimates and bills use; all others are unsupported."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
)
from typing import TypeVar

from bills.domain.formula_values import (
    Area,
    FormulaError,
    Operand,
    Unsupported,
    numbers_in,
    to_number,
    to_single,
    to_text,
    to_truth,
)
from bills.domain.grid import CellError, Value

T = TypeVar("T")

_EXACT = Context(prec=60, traps=[DivisionByZero, InvalidOperation])
# Half a paisa must be half a paisa after a division, as in Excel.
_NEARLY_EXACT = Context(prec=25)
_MOST_PLACES = 30
_STEPS = {n: Decimal(1).scaleb(-n) for n in range(-_MOST_PLACES, _MOST_PLACES + 1)}


def _number(operands: list[Operand], index: int, default: int | None = None) -> Decimal:
    if index >= len(operands):
        if default is None:
            raise Unsupported("a function has too few arguments")
        return Decimal(default)
    return to_number(to_single(operands[index]))


def _only(operands: list[T]) -> T:
    if len(operands) != 1:
        raise Unsupported("a function has the wrong number of arguments")
    return operands[0]


def _rounder(rounding: str) -> Callable[[list[Operand]], Operand]:
    def rounded(operands: list[Operand]) -> Operand:
        number, places = _number(operands, 0), int(_number(operands, 1, 0))
        if abs(places) > _MOST_PLACES:
            return number
        rounded = _NEARLY_EXACT.plus(number).quantize(_STEPS[places], rounding, _EXACT)
        return rounded if places >= 0 else Decimal(int(rounded))

    return rounded


def _to_multiple(rounding: str) -> Callable[[list[Operand]], Operand]:
    """MROUND, CEILING and FLOOR differ only in the direction."""

    def multiple(operands: list[Operand]) -> Operand:
        number, step = _number(operands, 0), _number(operands, 1, 1)
        if step == 0:
            return Decimal(0)
        if number * step < 0:
            raise FormulaError(CellError("#NUM!"))
        times = _EXACT.divide(number, step).to_integral_value(rounding)
        return times * step

    return multiple


def _integer(operands: list[Operand]) -> Operand:
    return _number(operands, 0).to_integral_value(ROUND_FLOOR)


def _modulo(operands: list[Operand]) -> Operand:
    number, divisor = _number(operands, 0), _number(operands, 1)
    if divisor == 0:
        raise FormulaError(CellError("#DIV/0!"))
    times = _EXACT.divide(number, divisor).to_integral_value(ROUND_FLOOR)
    return number - divisor * times


def _absolute(operands: list[Operand]) -> Operand:
    return abs(_number(operands, 0))


def _sum(operands: list[Operand]) -> Operand:
    return sum(numbers_in(operands), Decimal(0))


def _average(operands: list[Operand]) -> Operand:
    numbers = list(numbers_in(operands))
    if not numbers:
        raise FormulaError(CellError("#DIV/0!"))
    return sum(numbers, Decimal(0)) / len(numbers)


def _product(operands: list[Operand]) -> Operand:
    result = Decimal(1)
    for number in numbers_in(operands):
        result *= number
    return result


def _values(operands: list[Operand]) -> list[Value]:
    values: list[Value] = []
    for operand in operands:
        values.extend(operand.values if isinstance(operand, Area) else [operand])
    return values


def _count(operands: list[Operand]) -> Operand:
    return Decimal(sum(isinstance(value, Decimal) for value in _values(operands)))


def _count_filled(operands: list[Operand]) -> Operand:
    return Decimal(sum(value is not None for value in _values(operands)))


def _truths(operands: list[Operand]) -> list[bool]:
    return [to_truth(value) for value in _values(operands) if value is not None]


def _join(operands: list[Operand]) -> Operand:
    return "".join(to_text(value) for value in _values(operands))


FUNCTIONS: dict[str, Callable[[list[Operand]], Operand]] = {
    "SUM": _sum,
    "ROUND": _rounder(ROUND_HALF_UP),
    "ROUNDUP": _rounder(ROUND_UP),
    "ROUNDDOWN": _rounder(ROUND_DOWN),
    "TRUNC": _rounder(ROUND_DOWN),
    "MROUND": _to_multiple(ROUND_HALF_UP),
    "CEILING": _to_multiple(ROUND_CEILING),
    "FLOOR": _to_multiple(ROUND_FLOOR),
    "INT": _integer,
    "ABS": _absolute,
    "MOD": _modulo,
    "MIN": lambda operands: min(numbers_in(operands), default=Decimal(0)),
    "MAX": lambda operands: max(numbers_in(operands), default=Decimal(0)),
    "COUNT": _count,
    "COUNTA": _count_filled,
    "AVERAGE": _average,
    "PRODUCT": _product,
    "AND": lambda operands: all(_truths(operands)),
    "OR": lambda operands: any(_truths(operands)),
    "NOT": lambda operands: not to_truth(to_single(_only(operands))),
    "CONCATENATE": _join,
    "CONCAT": _join,
    "TRIM": lambda operands: " ".join(to_text(to_single(_only(operands))).split()),
}

Argument = Callable[[], Operand]


def _if(arguments: list[Argument]) -> Operand:
    if not 2 <= len(arguments) <= 3:
        raise Unsupported("IF has the wrong number of arguments")
    if to_truth(to_single(arguments[0]())):
        return arguments[1]()
    return arguments[2]() if len(arguments) == 3 else False


def _error_of(argument: Argument) -> CellError | None:
    try:
        value = argument()
    except FormulaError as caught:
        return caught.error
    return value if isinstance(value, CellError) else None


def _if_error(arguments: list[Argument]) -> Operand:
    if len(arguments) != 2:
        raise Unsupported("IFERROR has the wrong number of arguments")
    return arguments[1]() if _error_of(arguments[0]) else arguments[0]()


def _is_error(arguments: list[Argument]) -> Operand:
    return _error_of(_only(arguments)) is not None


def _is_blank(arguments: list[Argument]) -> Operand:
    return _only(arguments)() is None


def _is_number(arguments: list[Argument]) -> Operand:
    return _error_of(_only(arguments)) is None and isinstance(
        _only(arguments)(), Decimal
    )


# These look at an argument only when they need it, or survive its error.
LAZY_FUNCTIONS: dict[str, Callable[[list[Argument]], Operand]] = {
    "IF": _if,
    "IFERROR": _if_error,
    "ISERROR": _is_error,
    "ISBLANK": _is_blank,
    "ISNUMBER": _is_number,
}
