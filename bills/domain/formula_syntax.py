"""Formula templates to steps that can be run; where the values of cells come from is in formulas.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import (
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from functools import lru_cache, partial
from typing import Protocol

from bills.domain.formula_functions import FUNCTIONS, LAZY_FUNCTIONS
from bills.domain.formula_values import (
    FormulaError,
    Operand,
    Unsupported,
    compare,
    to_number,
    to_single,
    to_text,
)
from bills.domain.grid import CellError, Value

# More digits than any sheet shows, so that only the stated roundings round.
ARITHMETIC = Context(prec=34, traps=[DivisionByZero, InvalidOperation, Overflow])

DEEPEST_NESTING = 60

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:E[-+]?[0-9]+)?)
    | (?P<string>"(?:[^"]|"")*")
    | (?P<slot>\x01)
    | (?P<error>\#(?:REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|N/A))
    | (?P<function>[A-Z_][A-Z0-9_.]*)\s*\(
    | (?P<name>TRUE|FALSE)(?![\w.(])
    | (?P<operator><>|<=|>=|[-+*/^&=<>%(),])
    )""",
    re.VERBOSE | re.IGNORECASE,
)


class Frame(Protocol):
    """What a running formula asks for."""

    def resolve(self, slot: int) -> Operand: ...


Step = Callable[[Frame], Operand]


@lru_cache(maxsize=4096)
def compile_template(template: str) -> Step:
    """The steps of a formula whose references are slots.

    Raises: Unsupported.
    """
    return _Compiler(_tokens(template)).formula()


def _tokens(template: str) -> list[tuple[str, str]]:
    tokens = []
    position = 0
    text = template.strip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            raise Unsupported(f"{text[position : position + 20]!r} is not understood")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
        while position < len(text) and text[position].isspace():
            position += 1
    tokens.append(("end", ""))
    return tokens


class _Compiler:
    """Recursive descent; chains of one operator are lists, so that a long sum is not deep."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.position = 0
        self.slots = 0
        self.depth = 0

    def formula(self) -> Step:
        step = self.comparison()
        if self.tokens[self.position][0] != "end":
            raise Unsupported(f"{self.tokens[self.position][1]!r} is not expected")
        return step

    def take(self, *operators: str) -> str | None:
        kind, text = self.tokens[self.position]
        if kind == "operator" and text in operators:
            self.position += 1
            return text
        return None

    def expect(self, operator: str) -> None:
        if self.take(operator) is None:
            raise Unsupported(f"{operator!r} is missing")

    def comparison(self) -> Step:
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise Unsupported("the brackets are nested too deeply")
        step = self.joined()
        while operator := self.take("=", "<>", "<", ">", "<=", ">="):
            step = _comparison(operator, step, self.joined())
        self.depth -= 1
        return step

    def joined(self) -> Step:
        steps = [self.sum()]
        while self.take("&"):
            steps.append(self.sum())
        return steps[0] if len(steps) == 1 else _joined(steps)

    def sum(self) -> Step:
        first, rest = self.product(), []
        while operator := self.take("+", "-"):
            rest.append((operator, self.product()))
        return _arithmetic(first, rest) if rest else first

    def product(self) -> Step:
        first, rest = self.power(), []
        while operator := self.take("*", "/"):
            rest.append((operator, self.power()))
        return _arithmetic(first, rest) if rest else first

    def power(self) -> Step:
        first, rest = self.signed(), []
        while self.take("^"):
            rest.append(("^", self.signed()))
        return _arithmetic(first, rest) if rest else first

    def signed(self) -> Step:
        """A sign binds tighter than a power: -2^2 is 4 in a sheet."""
        negative = False
        has_sign = False
        while sign := self.take("-", "+"):
            has_sign = True
            negative ^= sign == "-"
        step = self.percent()
        return _signed(step, negative=negative) if has_sign else step

    def percent(self) -> Step:
        step = self.primary()
        while self.take("%"):
            step = _arithmetic(step, [("/", _constant(Decimal(100)))])
        return step

    def primary(self) -> Step:
        kind, text = self.tokens[self.position]
        self.position += 1
        if kind == "number":
            return _constant(Decimal(text))
        if kind == "string":
            return _constant(text[1:-1].replace('""', '"'))
        if kind == "slot":
            self.slots += 1
            return _slot(self.slots - 1)
        if kind == "error":
            return _constant(CellError(text.upper()))
        if kind == "name":
            return _constant(text.upper() == "TRUE")
        if kind == "function":
            return self.call(text.upper())
        if text == "(":
            step = self.comparison()
            self.expect(")")
            return step
        raise Unsupported(f"{text!r} is not expected")

    def call(self, name: str) -> Step:
        name = name.removeprefix("_XLFN.")
        arguments: list[Step] = []
        if not self.take(")"):
            arguments.append(self.argument())
            while self.take(","):
                arguments.append(self.argument())
            self.expect(")")
        return _call(name, arguments)

    def argument(self) -> Step:
        kind, text = self.tokens[self.position]
        if kind == "operator" and text in (",", ")"):
            return _constant(None)
        return self.comparison()


def _constant(value: Value) -> Step:
    return lambda _: value


def _slot(number: int) -> Step:
    return lambda frame: frame.resolve(number)


def _number(operand: Operand) -> Decimal:
    return operand if isinstance(operand, Decimal) else to_number(to_single(operand))


def _signed(step: Step, *, negative: bool) -> Step:
    def run(frame: Frame) -> Operand:
        operand = to_single(step(frame))
        return ARITHMETIC.minus(to_number(operand)) if negative else operand

    return run


_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": ARITHMETIC.add,
    "-": ARITHMETIC.subtract,
    "*": ARITHMETIC.multiply,
    "/": ARITHMETIC.divide,
    "^": ARITHMETIC.power,
}


def _arithmetic(first: Step, rest: Sequence[tuple[str, Step]]) -> Step:
    operations = [(_OPERATIONS[operator], step) for operator, step in rest]

    def run(frame: Frame) -> Operand:
        total = _number(first(frame))
        for operation, step in operations:
            number = _number(step(frame))
            try:
                total = operation(total, number)
            except DivisionByZero:
                raise FormulaError(CellError("#DIV/0!")) from None
            except (InvalidOperation, Overflow):
                raise FormulaError(_failure(operation)) from None
        return total

    return run


def _failure(operation: Callable[[Decimal, Decimal], Decimal]) -> CellError:
    """0/0 is an invalid operation to Decimal and a division by zero to a sheet."""
    return CellError("#DIV/0!" if operation == ARITHMETIC.divide else "#NUM!")


def _joined(steps: Sequence[Step]) -> Step:
    return lambda frame: "".join(to_text(to_single(step(frame))) for step in steps)


def _comparison(operator: str, left: Step, right: Step) -> Step:
    def run(frame: Frame) -> Operand:
        return compare(operator, to_single(left(frame)), to_single(right(frame)))

    return run


def _call(name: str, arguments: list[Step]) -> Step:
    lazy = LAZY_FUNCTIONS.get(name)
    if lazy is not None:
        return lambda frame: lazy([partial(step, frame) for step in arguments])
    function = FUNCTIONS.get(name)
    if function is None:
        raise Unsupported(f"{name} is not supported")
    return lambda frame: function([step(frame) for step in arguments])
