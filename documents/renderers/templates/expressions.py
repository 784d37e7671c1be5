"""The inside of a tag, such as `AMOUNT - PREVIOUS_AMOUNT|money`, as a tree; what it comes to is in evaluation.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from documents.domain.placeholders import Value, normalise_name, straighten

LONGEST_EXPRESSION = 500
DEEPEST = 20

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d{1,18}(?:\.\d{1,9})?)
      | (?P<string>"[^"]*"|'[^']*')
      | (?P<name>[A-Za-z]\w*(?:\s*\.\s*[A-Za-z]\w*)*)
      | (?P<symbol><=|>=|<>|!=|==|[-+*/%=<>()|,])
    )""",
    re.VERBOSE | re.ASCII,
)
# Words typed with spaces where a name has underscores.
_SPACED_NAME = re.compile(r"[A-Za-z]\w*(?:\s+\w+)+(?=\s*(?:\||$))", re.ASCII)
_WORD_OPERATORS = {"AND", "OR", "NOT", "CONTAINS"}
_COMPARISONS = {"=", "==", "!=", "<>", "<", "<=", ">", ">="}
_SAME = {"==": "=", "<>": "!="}


class NotAnExpression(ValueError):
    """The text is not in the language of tags; the message says what was met."""

    code = "not_an_expression"


@dataclass(frozen=True, slots=True)
class Literal:
    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    """`NAME_OF_WORK` in capitals, or `item.amount` in small letters."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    operand: Expression


@dataclass(frozen=True, slots=True)
class Not:
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Filtered:
    operand: Expression
    filter: str
    arguments: tuple[Expression, ...]


Expression = Literal | Name | Negative | Not | Binary | Filtered


def parse_expression(text: str) -> Expression:
    """The tree of the text.

    There is nothing in the language that reaches an object: a dot only joins the two
    words of a field, and only a filter takes brackets.

    Raises: NotAnExpression.

    >>> parse_expression("name of work | upper")
    Filtered(operand=Name(name='NAME_OF_WORK'), filter='upper', arguments=())
    >>> parse_expression("item.number % 2").operator
    '%'
    >>> parse_expression("cycler.__init__.__globals__")
    Traceback (most recent call last):
    ...
    documents.renderers.templates.expressions.NotAnExpression: “.__init__.__globals_” is not understood
    """
    text = straighten(text)
    if len(text) > LONGEST_EXPRESSION:
        raise NotAnExpression(f"a tag has at most {LONGEST_EXPRESSION} characters")
    parser = _Parser(_join_spaced_name(text))
    expression = parser.parse_or()
    parser.expect_end()
    return expression


def list_names(expression: Expression) -> Iterator[str]:
    """Every name in the expression, in its order.

    >>> list(list_names(parse_expression("AMOUNT > 0 and not item.remarks")))
    ['AMOUNT', 'item.remarks']
    """
    match expression:
        case Name(name):
            yield name
        case Negative(operand) | Not(operand):
            yield from list_names(operand)
        case Binary(_, left, right):
            yield from list_names(left)
            yield from list_names(right)
        case Filtered(operand, _, arguments):
            yield from list_names(operand)
            for argument in arguments:
                yield from list_names(argument)
        case Literal():
            pass


def _join_spaced_name(text: str) -> str:
    """`NAME OF WORK` becomes one name; words that are operators stay apart."""
    match = _SPACED_NAME.match(text)
    if match is None or _WORD_OPERATORS & set(match[0].upper().split()):
        return text
    return normalise_name(match[0]) + text[match.end() :]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


class _Parser:
    """Goes down the tokens once, one method for each strength of binding."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_split(text))
        self._at = 0
        self._depth = 0

    def parse_or(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotAnExpression("there are too many brackets")
        left = self._parse_and()
        while self._take_word("OR"):
            left = Binary("OR", left, self._parse_and())
        self._depth -= 1
        return left

    def expect_end(self) -> None:
        if self._at < len(self._tokens):
            raise NotAnExpression(f"“{self._tokens[self._at].text}” is not expected")

    def _parse_and(self) -> Expression:
        left = self._parse_not()
        while self._take_word("AND"):
            left = Binary("AND", left, self._parse_not())
        return left

    def _parse_not(self) -> Expression:
        negations = 0
        while self._take_word("NOT"):
            negations += 1
        operand = self._parse_comparison()
        for _ in range(negations % 2):
            operand = Not(operand)
        return operand

    def _parse_comparison(self) -> Expression:
        left = self._parse_sum()
        if self._take_word("CONTAINS"):
            return Binary("CONTAINS", left, self._parse_sum())
        symbol = self._take_symbol(_COMPARISONS)
        if symbol is None:
            return left
        return Binary(_SAME.get(symbol, symbol), left, self._parse_sum())

    def _parse_sum(self) -> Expression:
        left = self._parse_product()
        while symbol := self._take_symbol({"+", "-"}):
            left = Binary(symbol, left, self._parse_product())
        return left

    def _parse_product(self) -> Expression:
        left = self._parse_signed()
        while symbol := self._take_symbol({"*", "/", "%"}):
            left = Binary(symbol, left, self._parse_signed())
        return left

    def _parse_signed(self) -> Expression:
        if self._take_symbol({"-"}):
            return Negative(self._parse_filtered())
        return self._parse_filtered()

    def _parse_filtered(self) -> Expression:
        operand = self._parse_single()
        while self._take_symbol({"|"}):
            name = self._take("a filter", "name").text.lower()
            operand = Filtered(operand, name, self._parse_arguments())
        return operand

    def _parse_arguments(self) -> tuple[Expression, ...]:
        if not self._take_symbol({"("}):
            return ()
        if self._take_symbol({")"}):
            return ()
        arguments = [self.parse_or()]
        while self._take_symbol({","}):
            arguments.append(self.parse_or())
        self._expect_closed()
        return tuple(arguments)

    def _parse_single(self) -> Expression:
        if self._take_symbol({"("}):
            inner = self.parse_or()
            self._expect_closed()
            return inner
        token = self._take("a name", "name", "number", "string")
        if token.kind == "number":
            return Literal(Decimal(token.text))
        if token.kind == "string":
            return Literal(token.text[1:-1])
        if "." in token.text:
            return Name("".join(token.text.split()).lower())
        return Name(normalise_name(token.text))

    def _expect_closed(self) -> None:
        if not self._take_symbol({")"}):
            raise NotAnExpression("a bracket is not closed")

    def _take(self, what: str, *kinds: str) -> _Token:
        if self._at == len(self._tokens):
            raise NotAnExpression(f"{what} is missing at the end")
        token = self._tokens[self._at]
        if token.kind not in kinds or token.text.upper() in _WORD_OPERATORS:
            raise NotAnExpression(f"“{token.text}” stands where {what} should")
        self._at += 1
        return token

    def _take_symbol(self, symbols: set[str]) -> str | None:
        return self._take_if("symbol", symbols)

    def _take_word(self, word: str) -> str | None:
        return self._take_if("name", {word})

    def _take_if(self, kind: str, texts: set[str]) -> str | None:
        if self._at == len(self._tokens):
            return None
        token = self._tokens[self._at]
        if token.kind != kind or token.text.upper() not in texts:
            return None
        self._at += 1
        return token.text


def _split(text: str) -> Iterator[_Token]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise NotAnExpression(f"“{text[at : at + 20]}” is not understood")
        kind = match.lastgroup or ""
        yield _Token(kind, match[kind])
        at = match.end()
    return
