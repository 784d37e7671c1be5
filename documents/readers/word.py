"""Word files to lines: paragraphs and rows of tables in their order, then headers and footers."""

from __future__ import annotations

from dataclasses import dataclass, field

from bills.readers.errors import Refusal as WorkbookRefusal
from bills.readers.errors import WorkbookUnreadable
from bills.readers.zip_parts import Limits, Package, XmlHandler
from documents.domain.source_lines import Place, SourceLine, SourceText, join_row
from documents.readers.errors import Refusal, SourceUnreadable
from documents.readers.text import split_line

_BODY = ("word/document.xml", "word/document2.xml")
_MOST_HEADERS = 60  # a file has three of them for each of its sections
_LIMITS = Limits(unpacked_bytes=100 << 20)
_MOST_LINES = 200_000
# The package reader speaks of workbooks.
_SAME = {
    WorkbookRefusal.ENCRYPTED: Refusal.ENCRYPTED,
    WorkbookRefusal.TOO_LARGE: Refusal.TOO_LARGE,
    WorkbookRefusal.TEXT_TOO_LONG: Refusal.TOO_LARGE,
    WorkbookRefusal.UNSAFE: Refusal.UNSAFE,
}


def is_word(content: bytes) -> bool:
    """Whether a zip file holds a Word document; one that cannot be opened holds none."""
    try:
        package = Package(content, _LIMITS)
    except WorkbookUnreadable:
        return b"word/document" in content
    return any(part in package for part in _BODY)


def read_word(filename: str, content: bytes) -> SourceText:
    """The lines of the body, then those of headers and footers.

    Raises: SourceUnreadable.
    """
    try:
        package = Package(content, _LIMITS)
        lines = _read_parts(package)
    except WorkbookUnreadable as error:
        raise SourceUnreadable(_SAME.get(error.code, Refusal.DAMAGED)) from error
    if not lines:
        raise SourceUnreadable(Refusal.NO_TEXT)
    return SourceText(filename, tuple(lines))


def _read_parts(package: Package) -> list[SourceLine]:
    body = next(part for part in _BODY if part in package)
    parts = [(body, "")]
    for kind in ("header", "footer"):
        parts += [
            (f"word/{kind}{number}.xml", kind) for number in range(1, _MOST_HEADERS)
        ]
    lines: list[SourceLine] = []
    for part, name in parts:
        if part in package:
            handler = _PartHandler(name)
            package.parse(part, handler)
            lines += handler.lines
    return lines


@dataclass(slots=True)
class _Cell:
    paragraphs: list[str] = field(default_factory=list)


class _PartHandler(XmlHandler):
    """Joins runs to paragraphs and cells to rows; deleted text is another element."""

    reads_text = True

    def __init__(self, part: str) -> None:
        super().__init__(
            starts={
                "p": lambda _: self._paragraphs.append([]),
                "t": lambda _: self.pieces.clear(),
                "tab": lambda _: self._add("\t"),
                "br": lambda _: self._add("\n"),
                "cr": lambda _: self._add("\n"),
                "tbl": lambda _: self._count_table(),
                "tr": lambda _: self._rows.append([]),
                "tc": lambda _: self._cells.append(_Cell()),
                "Fallback": lambda _: self._shift(1),
            },
            ends={
                "p": self._end_paragraph,
                "t": lambda: self._add("".join(self.pieces)),
                "tr": self._end_row,
                "tc": self._end_cell,
                "Fallback": lambda: self._shift(-1),
            },
        )
        self.lines: list[SourceLine] = []
        self._part = part
        self._paragraphs: list[list[str]] = []
        self._cells: list[_Cell] = []
        self._rows: list[list[_Cell]] = []
        self._tables = 0
        self._number = 0
        self._fallbacks = 0  # the older form of a text box repeats its text

    def _shift(self, step: int) -> None:
        self._fallbacks += step

    def _count_table(self) -> None:
        self._tables += 1

    def _add(self, text: str) -> None:
        if self._paragraphs and not self._fallbacks:
            self._paragraphs[-1].append(text)

    def _end_paragraph(self) -> None:
        text = "".join(self._paragraphs.pop()) if self._paragraphs else ""
        if self._cells:
            self._cells[-1].paragraphs.append(text)
        else:
            self._add_lines(text, self._part)

    def _end_cell(self) -> None:
        if self._cells and self._rows:
            self._rows[-1].append(self._cells.pop())

    def _end_row(self) -> None:
        row = self._rows.pop() if self._rows else []
        filled = [cell for cell in row if any(map(str.strip, cell.paragraphs))]
        part = f"{self._part} table {self._tables}".strip()
        if len(filled) == 1:  # a table that only sets the page
            for paragraph in filled[0].paragraphs:
                self._add_lines(paragraph, part)
        elif filled:
            self._number += 1
            cells = [("", " ".join(cell.paragraphs)) for cell in filled]
            self._append(join_row(cells, self._place(part)))

    def _add_lines(self, text: str, part: str) -> None:
        for line in text.split("\n"):
            self._number += 1
            if line.strip():
                self._append(split_line(line, self._place(part)))

    def _append(self, line: SourceLine) -> None:
        if len(self.lines) >= _MOST_LINES:
            raise WorkbookUnreadable(WorkbookRefusal.TOO_LARGE)
        self.lines.append(line)

    def _place(self, part: str) -> Place:
        return Place(line=self._number, part=part)
