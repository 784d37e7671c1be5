"""The .xlsx and .xlsm format to sheets: parts, shared strings and styles; one sheet's rows are in xlsx_sheet.py.

Written on expat because the other readers need two passes for formulas and results,
several times the time and memory, and refuse workbooks that Excel opens.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from bills.domain.grid import PLAIN, CellStyle, Sheet
from bills.readers.cells import (
    is_built_in_date,
    is_built_in_percent,
    is_date_format,
    is_percent_format,
    unescape,
)
from bills.readers.errors import Refusal, WorkbookUnreadable
from bills.readers.room import MOST_CELLS, MOST_CHARACTERS, Room
from bills.readers.xlsx_sheet import Lookups, SheetHandler
from bills.readers.zip_parts import Package, XmlHandler

MOST_LOOKS = 400_000  # fonts, fills, number formats and cell formats; Excel has 65,490
LONGEST_FORMAT_CODE = 255  # in Excel

TRUE_WORDS = frozenset({"1", "true", "on"})
YELLOW_INDEXES, RED_INDEXES = frozenset({"5", "13"}), frozenset({"2", "10"})


def read_xlsx(content: bytes) -> list[Sheet]:
    """The worksheets of a package, chart and dialog sheets left out.

    Raises: WorkbookUnreadable.
    """
    package = Package(content)
    workbook_part = _find_workbook(package)
    workbook = _WorkbookHandler()
    package.parse(workbook_part, workbook)
    relations = _read_relations(package, workbook_part)
    lookups = Lookups(
        strings=_read_strings(package, relations),
        styles=_read_styles(package, relations),
        from_1904=workbook.from_1904,
        room=Room(),
    )
    sheets = []
    for title, relation, is_hidden in workbook.sheets:
        target = relations.get(relation)
        if target is None or target.kind != "worksheet":
            continue
        sheet = Sheet(title=title, is_hidden=is_hidden)
        package.parse(target.part, SheetHandler(sheet, lookups))
        sheets.append(sheet)
    if not sheets:
        raise WorkbookUnreadable(Refusal.NOT_A_WORKBOOK)
    return sheets


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str  # the last word of its type: "worksheet", "styles", ...
    part: str


def _find_workbook(package: Package) -> str:
    if "_rels/.rels" in package:
        for relation in _read_relations(package, "").values():
            if relation.kind == "officeDocument" and relation.part in package:
                return _refuse_other_kinds(relation.part)
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise WorkbookUnreadable(Refusal.NOT_A_WORKBOOK)


def _refuse_other_kinds(part: str) -> str:
    """A Word document and a binary workbook are packages too."""
    if not part.lower().endswith(".xml") or part.lower().startswith(("word/", "ppt/")):
        raise WorkbookUnreadable(Refusal.NOT_A_WORKBOOK)
    return part


def _read_relations(package: Package, part: str) -> dict[str, _Relation]:
    folder, name = posixpath.split(part)
    relations_part = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations_part not in package:
        return {}
    handler = _RelationsHandler(folder)
    package.parse(relations_part, handler)
    return handler.relations


class _RelationsHandler(XmlHandler):
    def __init__(self, folder: str) -> None:
        super().__init__({"Relationship": self._relationship})
        self.folder = folder
        self.relations: dict[str, _Relation] = {}

    def _relationship(self, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "").replace("\\", "/")
        if attributes.get("TargetMode") == "External":
            return
        part = posixpath.normpath(posixpath.join("/", self.folder, target)).lstrip("/")
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.relations[attributes.get("Id", "")] = _Relation(kind, part)


class _WorkbookHandler(XmlHandler):
    def __init__(self) -> None:
        super().__init__({"sheet": self._sheet, "workbookPr": self._properties})
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def _sheet(self, attributes: dict[str, str]) -> None:
        relation = next(
            (value for key, value in attributes.items() if key.endswith(" id")), ""
        )
        is_hidden = attributes.get("state", "visible") != "visible"
        self.sheets.append((attributes.get("name", ""), relation, is_hidden))

    def _properties(self, attributes: dict[str, str]) -> None:
        self.from_1904 = attributes.get("date1904", "0").lower() in TRUE_WORDS


def _part_of_kind(relations: dict[str, _Relation], kind: str) -> str | None:
    return next((r.part for r in relations.values() if r.kind == kind), None)


def _read_strings(package: Package, relations: dict[str, _Relation]) -> list[str]:
    part = _part_of_kind(relations, "sharedStrings")
    if part is None or part not in package:
        return []
    handler = _StringsHandler()
    package.parse(part, handler)
    return handler.strings


class _StringsHandler(XmlHandler):
    """Joins the runs of each string; the phonetic guide of a string is no part of it."""

    reads_text = True

    def __init__(self) -> None:
        super().__init__(
            starts={
                "si": lambda _: self._text.clear(),
                "t": lambda _: self.pieces.clear(),
                "rPh": lambda _: self._set_phonetic(True),
            },
            ends={
                "si": self._end_string,
                "t": self._end_text,
                "rPh": lambda: self._set_phonetic(False),
            },
        )
        self.strings: list[str] = []
        self._characters = 0
        self._text: list[str] = []
        self._is_phonetic = False

    def _set_phonetic(self, is_phonetic: bool) -> None:
        self._is_phonetic = is_phonetic

    def _end_string(self) -> None:
        text = unescape("".join(self._text))
        self.strings.append(text)
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS or len(self.strings) > MOST_CELLS:
            raise WorkbookUnreadable(Refusal.TOO_LARGE)

    def _end_text(self) -> None:
        if not self._is_phonetic:
            self._text.extend(self.pieces)


def _read_styles(package: Package, relations: dict[str, _Relation]) -> list[CellStyle]:
    part = _part_of_kind(relations, "styles")
    if part is None or part not in package:
        return []
    handler = _StylesHandler()
    package.parse(part, handler)
    return handler.cell_styles()


@dataclass(slots=True)
class _Font:
    is_bold: bool = False
    is_red: bool = False


@dataclass(slots=True)
class _StyleTables:
    formats: dict[int, str] = field(default_factory=dict)
    fonts: list[_Font] = field(default_factory=list)
    yellow_fills: list[bool] = field(default_factory=list)
    cell_formats: list[tuple[int, int, int]] = field(default_factory=list)


class _StylesHandler(XmlHandler):
    """Collects fonts, fills and number formats as far as `CellStyle` shows them."""

    def __init__(self) -> None:
        sections = ("fonts", "fills", "cellXfs")
        super().__init__(
            starts={
                "numFmt": self._number_format,
                "font": self._font,
                "b": self._bold,
                "color": self._font_colour,
                "fill": self._fill,
                "patternFill": self._pattern,
                "fgColor": self._fill_colour,
                "xf": self._cell_format,
                "fonts": lambda _: self._enter("fonts"),
                "fills": lambda _: self._enter("fills"),
                "cellXfs": lambda _: self._enter("cellXfs"),
            },
            ends=dict.fromkeys(sections, lambda: self._enter("")),
        )
        self.tables = _StyleTables()
        self._section = ""
        self._is_solid = False
        self._looks = 0

    def _enter(self, section: str) -> None:
        self._section = section

    def _count(self) -> None:
        self._looks += 1
        if self._looks > MOST_LOOKS:
            raise WorkbookUnreadable(Refusal.TOO_LARGE)

    def _number_format(self, attributes: dict[str, str]) -> None:
        self._count()
        code = attributes.get("formatCode", "")[:LONGEST_FORMAT_CODE]
        self.tables.formats[int(attributes.get("numFmtId", "0"))] = code

    def _font(self, _: dict[str, str]) -> None:
        if self._section == "fonts":
            self._count()
            self.tables.fonts.append(_Font())

    def _bold(self, attributes: dict[str, str]) -> None:
        if self._section == "fonts" and self.tables.fonts:
            is_bold = attributes.get("val", "1").lower() in TRUE_WORDS
            self.tables.fonts[-1].is_bold = is_bold

    def _font_colour(self, attributes: dict[str, str]) -> None:
        if self._section == "fonts" and self.tables.fonts:
            is_red = _has_colour(attributes, "FF0000", RED_INDEXES)
            self.tables.fonts[-1].is_red = is_red

    def _fill(self, _: dict[str, str]) -> None:
        if self._section == "fills":
            self._count()
            self.tables.yellow_fills.append(False)

    def _pattern(self, attributes: dict[str, str]) -> None:
        self._is_solid = attributes.get("patternType") == "solid"

    def _fill_colour(self, attributes: dict[str, str]) -> None:
        if self._section == "fills" and self.tables.yellow_fills and self._is_solid:
            is_yellow = _has_colour(attributes, "FFFF00", YELLOW_INDEXES)
            self.tables.yellow_fills[-1] = is_yellow

    def _cell_format(self, attributes: dict[str, str]) -> None:
        if self._section == "cellXfs":
            self._count()
            ids = ("numFmtId", "fontId", "fillId")
            number_format, font, fill = (int(attributes.get(i, "0")) for i in ids)
            self.tables.cell_formats.append((number_format, font, fill))

    def cell_styles(self) -> list[CellStyle]:
        return [self._cell_style(*ids) for ids in self.tables.cell_formats]

    def _cell_style(self, number_format: int, font_id: int, fill_id: int) -> CellStyle:
        tables = self.tables
        fonts, fills = tables.fonts, tables.yellow_fills
        font = fonts[font_id] if 0 <= font_id < len(fonts) else _Font()
        code = tables.formats.get(number_format)
        if code is None:
            is_date = is_built_in_date(number_format)
            is_percent = is_built_in_percent(number_format)
        else:
            is_date, is_percent = is_date_format(code), is_percent_format(code)
        style = CellStyle(
            bold=font.is_bold,
            is_date=is_date,
            is_percent=is_percent,
            yellow_fill=0 <= fill_id < len(fills) and fills[fill_id],
            red_font=font.is_red,
        )
        return PLAIN if style == PLAIN else style


def _has_colour(attributes: dict[str, str], rgb: str, indexes: frozenset[str]) -> bool:
    return (
        attributes.get("rgb", "").upper().endswith(rgb)
        or attributes.get("indexed") in indexes
    )
