"""Filling .txt and .csv templates: encoding, line ends and quoting stay as they are; other kinds are elsewhere."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bills.domain.number_text import parse_number
from documents.domain.template_findings import (
    Filled,
    FillOptions,
    Refused,
    TemplateContext,
    TemplateRefused,
)
from documents.renderers.templates.blocks import Unit, build_blocks
from documents.renderers.templates.language import Filling
from documents.renderers.templates.scope import Names, Scope
from documents.renderers.templates.tags import Notes
from documents.renderers.templates.text_plan import TextPlan, plan_text

LARGEST_TEXT = 5 << 20  # bytes

# UTF-16 first: its mark begins with that of nothing else.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OFFICE_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_DELIMITERS = (",", ";", "\t")
_RISKY = ("=", "+", "-", "@")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text file as it was written."""

    text: str
    encoding: str
    mark: bytes

    @property
    def line_end(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def encode(self, text: str, notes: Notes) -> bytes:
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            # The office's old encoding has no rupee sign and no Indian script.
            notes.add_problem(
                "file",
                text[error.start : error.start + 20],
                "the values have letters that the file's encoding lacks; "
                "it is written as UTF-8",
            )
            return codecs.BOM_UTF8 + text.encode("utf-8")


class _Row(Protocol):
    """A line or a record."""

    def fill(self, filling: Filling, scope: Scope) -> str: ...


def fill_text_file(
    content: bytes,
    context: TemplateContext,
    options: FillOptions | None = None,
    *,
    is_csv: bool = False,
) -> Filled:
    """The template with its tags filled, in its own encoding.

    A line or record that holds nothing but EACH, IF, ELSE or END is left out.

    Raises: TemplateRefused.
    """
    notes = Notes(Names.of(context))
    source = _decode(content)
    filling = Filling(context, options or FillOptions(), notes)
    rows = _plan_records(source, notes) if is_csv else _plan_lines(source, notes)
    nodes = build_blocks(rows, notes)
    notes.check()
    text = "".join(
        row.fill(filling, scope) for row, scope in filling.unroll(nodes, filling.scope)
    )
    return Filled(
        content=source.encode(text, notes),
        unknown=tuple(notes.unknown),
        missing=tuple(notes.missing.values()),
        problems=tuple(notes.problems),
        used=tuple(notes.used.values()),
    )


def survey_text_file(content: bytes, notes: Notes, *, is_csv: bool = False) -> None:
    """Notes every tag of the file, and those that do not fit.

    Raises: TemplateRefused, when it is no text.
    """
    source = _decode(content)
    rows = _plan_records(source, notes) if is_csv else _plan_lines(source, notes)
    build_blocks(rows, notes)


def _decode(content: bytes) -> _Text:
    if content.startswith(_OFFICE_FILES):
        raise TemplateRefused(Refused.NOT_A_TEMPLATE)
    if len(content) > LARGEST_TEXT:
        raise TemplateRefused(Refused.TOO_LARGE)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_as(content.removeprefix(mark), (encoding,), mark)
    if b"\0" in content:
        low_first = content[1:2] == b"\0"
        return _decode_as(content, ("utf-16-le" if low_first else "utf-16-be",))
    return _decode_as(content, ("utf-8", "cp1252", "latin-1"))


def _decode_as(content: bytes, encodings: Sequence[str], mark: bytes = b"") -> _Text:
    for encoding in encodings:
        try:
            return _Text(content.decode(encoding), encoding, mark)
        except UnicodeDecodeError:
            continue
    raise TemplateRefused(Refused.DAMAGED)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of plain text with its end."""

    text: str
    plan: TextPlan | None
    line_end: str

    def fill(self, filling: Filling, scope: Scope) -> str:
        if self.plan is None:
            return self.text
        return self.plan.fill(self.text, filling, scope, self._encode)

    def _encode(self, value: str) -> str:
        return self.line_end.join(_clean(value).splitlines())


def _plan_lines(source: _Text, notes: Notes) -> Iterator[Unit[_Row]]:
    for number, text in enumerate(_split_lines(source.text), start=1):
        plan = plan_text(text, f"line {number}", notes)
        line: _Row = _Line(text, plan, source.line_end)
        if plan is None:
            yield Unit(line)
        else:
            is_marker = bool(plan.open_tags) and plan.is_blank_without_tags
            yield Unit(line, plan.open_tags, is_marker)


def _split_lines(text: str) -> list[str]:
    """Lines with their ends.

    >>> _split_lines("a\\r\\nb\\n\\nc")
    ['a\\r\\n', 'b\\n', '\\n', 'c']
    """
    return re.findall(r"[^\n]*\n|[^\n]+", text)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a record; `raw` is as the file has it, quotes included."""

    raw: str
    plan: TextPlan | None = None

    @property
    def is_quoted(self) -> bool:
        return self.raw.startswith('"')

    @property
    def text(self) -> str:
        if not self.is_quoted:
            return self.raw
        return self.raw[1:].removesuffix('"').replace('""', '"')


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: its fields, what divides them, and its end."""

    fields: Sequence[_Field]
    delimiter: str
    end: str

    def fill(self, filling: Filling, scope: Scope) -> str:
        texts = [self._fill_field(each, filling, scope) for each in self.fields]
        return self.delimiter.join(texts) + self.end

    def _fill_field(self, each: _Field, filling: Filling, scope: Scope) -> str:
        if each.plan is None:
            return each.raw
        text = each.plan.fill(each.text, filling, scope, _clean)
        if text != each.text:
            text = guard_formula(text, each.text)
        needs_quotes = any(mark in text for mark in (self.delimiter, '"', "\n", "\r"))
        if each.is_quoted or needs_quotes:
            return '"' + text.replace('"', '""') + '"'
        return text


def guard_formula(text: str, template: str) -> str:
    """The filled field with an apostrophe where a program would take a value for a formula.

    What the template itself begins with is the office's own.

    >>> guard_formula('=HYPERLINK("x")', "{{NAME}}"), guard_formula("-500.00", "{{AMOUNT}}")
    ('\\'=HYPERLINK("x")', '-500.00')
    """
    bare = text.lstrip()
    is_own = template.lstrip()[:1] == bare[:1]
    if not bare.startswith(_RISKY) or is_own or parse_number(bare) is not None:
        return text
    return "'" + text


def _plan_records(source: _Text, notes: Notes) -> Iterator[Unit[_Row]]:
    delimiter = _find_delimiter(source.text)
    for number, (raws, end) in enumerate(_split_records(source.text, delimiter), 1):
        fields: list[_Field] = []
        for column, raw in enumerate(raws, start=1):
            place = f"line {number}, field {column}"
            fields.append(_Field(raw, plan_text(_Field(raw).text, place, notes)))
        plans = [each.plan for each in fields if each.plan]
        tags = [tag for plan in plans for tag in plan.open_tags]
        is_bare = all(
            each.plan.is_blank_without_tags if each.plan else not each.text.strip()
            for each in fields
        )
        record: _Row = _Record(fields, delimiter, end)
        yield Unit(record, tags, bool(tags) and is_bare)


def _find_delimiter(text: str) -> str:
    """What divides the fields: the one met most often outside quotes and tags.

    >>> _find_delimiter('a;b;"c,d,e"\\n'), _find_delimiter("a")
    (';', ',')
    """
    bare = re.sub(r'"[^"]*"|\{\{[^{}]*\}\}', "", text)
    return max(_DELIMITERS, key=bare.count)


def _split_records(text: str, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """The raw fields of each record, and the line end after them.

    >>> list(_split_records('a,"b, c"\\r\\n{{X|join(", ")}}', ","))
    [(['a', '"b, c"'], '\\r\\n'), (['{{X|join(", ")}}'], '')]
    """
    quoted = r'"(?:[^"]|"")*"'
    token = re.compile(
        rf"(?P<text>{quoted}|\{{\{{[^{{}}]*\}}\}}|[^\r\n])|(?P<end>\r?\n|\r)"
    )
    fields: list[str] = []
    raw = ""
    for match in token.finditer(text):
        if match["end"]:
            yield [*fields, raw], match["end"]
            fields, raw = [], ""
        elif match["text"] == delimiter:
            fields.append(raw)
            raw = ""
        else:
            raw += match["text"]
    if fields or raw:
        yield [*fields, raw], ""


def _clean(value: str) -> str:
    return _CONTROL.sub("", value)
