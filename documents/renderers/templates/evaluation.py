"""What an expression comes to with the values in sight of it; tags and files are read elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bills.domain.number_text import parse_number
from documents.domain.filters import FILTERS, CannotFilter, FilterInput, apply_filter
from documents.domain.placeholders import Kind, Value
from documents.renderers.templates.expressions import (
    Binary,
    Expression,
    Filtered,
    Literal,
    Name,
    Negative,
    Not,
    list_names,
)
from documents.renderers.templates.scope import LISTS, Scope, find_kind, truth

_ONE = {many: one for one, many in LISTS.items()}


class CannotEvaluate(ValueError):
    """An expression has no value here; the message says why."""

    code = "cannot_evaluate"


@dataclass(frozen=True, slots=True)
class Result:
    """What an expression comes to, and how it prints without a filter."""

    value: FilterInput
    kind: Kind = Kind.TEXT

    @property
    def is_missing(self) -> bool:
        return self.value is None or self.value == ""


def evaluate(expression: Expression, scope: Scope) -> Result:
    """The typed value of an expression; a name without a value makes the whole None.

    Raises: CannotEvaluate.
    """
    try:
        return _evaluate(expression, scope)
    except CannotFilter as error:
        raise CannotEvaluate(str(error)) from error
    except ArithmeticError as error:
        raise CannotEvaluate("the sum cannot be worked out") from error


def is_true(expression: Expression, scope: Scope) -> bool:
    """Whether the condition holds: a value is there, not zero, and the list not empty.

    Raises: CannotEvaluate.
    """
    return _is_true(evaluate(expression, scope).value)


def list_missing(expression: Expression, scope: Scope) -> list[str]:
    """The names in the expression that have no value here.

    A blank field of an item is a blank cell of the bill and is not counted; a field that
    the item does not have at all is.
    """
    missing = []
    for name in list_names(expression):
        variable, dot, field = name.partition(".")
        turn = scope.turn(variable) if dot else None
        if turn is not None and turn.kind != "work":
            is_missing = not turn.has(field)
        else:
            is_missing = _none(_lookup(name, scope).value)
        if is_missing:
            missing.append(name)
    return missing


def _evaluate(expression: Expression, scope: Scope) -> Result:
    match expression:
        case Literal(value):
            return Result(value)
        case Name(name):
            return _lookup(name, scope)
        case Negative(operand):
            inner = _evaluate(operand, scope)
            number = _number(inner.value)
            return Result(None if number is None else -number, inner.kind)
        case Not(operand):
            return Result(truth(not _is_true(_evaluate(operand, scope).value)))
        case Filtered(operand, name, arguments):
            return _filter(_evaluate(operand, scope), name, arguments, scope)
        case Binary(operator, left, right):
            return _combine(operator, left, right, scope)


def _filter(
    operand: Result, name: str, arguments: Sequence[Expression], scope: Scope
) -> Result:
    values = [_single(_evaluate(argument, scope).value) for argument in arguments]
    value = apply_filter(name, operand.value, values)
    return Result(value, operand.kind if FILTERS[name].keeps_kind else Kind.TEXT)


def _combine(
    operator: str, left: Expression, right: Expression, scope: Scope
) -> Result:
    first = _evaluate(left, scope)
    if operator in ("AND", "OR"):
        if _is_true(first.value) is (operator == "OR"):
            return Result(truth(operator == "OR"))
        return Result(truth(_is_true(_evaluate(right, scope).value)))
    second = _evaluate(right, scope)
    if operator in _SUMS:
        return _sum_up(operator, first, second)
    return Result(
        truth(_compare(operator, _single(first.value), _single(second.value)))
    )


def _sum_up(operator: str, first: Result, second: Result) -> Result:
    left, right = _number(first.value), _number(second.value)
    is_amount = Kind.AMOUNT in (first.kind, second.kind)
    kind = Kind.AMOUNT if is_amount else Kind.NUMBER
    if left is None or right is None:
        return Result(None, kind)
    return Result(_SUMS[operator](left, right), kind)


_SUMS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "%": lambda left, right: left % right,
}


def _compare(operator: str, left: Value, right: Value) -> bool:
    if operator == "CONTAINS":
        return _folded(right) in _folded(left)
    if _none(left) or _none(right):
        both = _none(left) and _none(right)
        return both if operator == "=" else operator == "!=" and not both
    left, right = _alike(left, right)
    if operator in ("=", "!="):
        return (left == right) is (operator == "=")
    match left, right:
        case (Decimal(), Decimal()) | (date(), date()) | (str(), str()):
            return _ORDERS[operator](left, right)
        case _:
            pass
    raise CannotEvaluate(f"“{left}” and “{right}” cannot be compared")


_ORDERS: Mapping[str, Callable[..., bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def _alike(left: Value, right: Value) -> tuple[Value, Value]:
    """Both as numbers if one is a number; texts without regard to case and spaces."""
    if isinstance(left, Decimal) or isinstance(right, Decimal):
        pair = _as_number(left), _as_number(right)
        return pair if None not in pair else (left, right)
    if isinstance(left, str) and isinstance(right, str):
        return _folded(left), _folded(right)
    return left, right


def _lookup(name: str, scope: Scope) -> Result:
    variable, dot, field = name.partition(".")
    if not dot:
        one = _ONE.get(name.lower())
        if one is None or name in scope.values:
            return Result(scope.values.get(name), find_kind(name))
        return Result([str(n) for n, _ in enumerate(scope.records(one))])
    if variable in _ONE:  # a column, such as items.amount
        values = [record.get(field) for record in scope.records(_ONE[variable])]
        return Result(values, find_kind(name))
    turn = scope.turn(variable)
    if turn is None:
        raise CannotEvaluate(f"{name} is known only between EACH {variable} and END")
    return Result(turn.field(field), find_kind(name))


def _is_true(value: FilterInput) -> bool:
    return bool(value) and value != "false"


def _single(value: FilterInput) -> Value:
    if value is None or isinstance(value, str | Decimal | date):
        return value
    raise CannotEvaluate("a list stands where one value should")


def _number(value: FilterInput) -> Decimal | None:
    single = _single(value)
    if _none(single):
        return None
    number = _as_number(single)
    if number is None:
        raise CannotEvaluate(f"“{single}” is not a number")
    return number


def _as_number(value: Value) -> Decimal | None:
    if isinstance(value, str):
        return parse_number(value)
    return value if isinstance(value, Decimal) else None


def _folded(value: Value) -> str:
    return " ".join(str(value or "").casefold().split())


def _none(value: FilterInput) -> bool:
    return value is None or value == ""
