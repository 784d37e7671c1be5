"""References in formulas and lists of ranges, moved with the rows and sheets that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bills.domain.formula_text import LAST_ROW
from documents.renderers.templates.xlsx.row_map import End, PlacedRow, RowMap

# Their arguments may become lists of ranges without changing what they mean.
AGGREGATES = frozenset(
    {
        "SUM",
        "COUNT",
        "COUNTA",
        "AVERAGE",
        "MIN",
        "MAX",
        "PRODUCT",
        "SUBTOTAL",
        "AGGREGATE",
    }
)
MOST_PIECES = 200  # of one reference; a function takes 255 arguments

_SHEET = r"'(?:[^']|'')*'|[^\s'\"!(),;:+\-*/^&=<>{}$%]{1,80}"
_CELL = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
_TOKEN = re.compile(
    rf"""
    (?P<string>"(?:[^"]|"")*")
    | (?:(?P<sheet>{_SHEET})!)?
      (?<![\w.$])
      (?P<area>{_CELL}(?::{_CELL})?|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}})
      (?![\w(.!:])
    | (?P<prefix>{_SHEET})!
    | (?P<brackets>\[(?:[^\[\]]|\[[^\[\]]*\])*\])
    | (?P<call>[^\W\d][\w.]*\()
    | (?P<mark>[(),;])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CORNER = re.compile(r"(?P<column>\$?[A-Z]{1,3})?(?P<fix>\$?)(?P<row>[0-9]{1,7})", re.I)
_PLAIN_TITLE = re.compile(r"[^\W\d]\w*")
_LIKE_A_CELL = re.compile(r"[A-Z]{1,3}[0-9]+|R[0-9]*|C[0-9]*|R[0-9]*C[0-9]*", re.I)


@dataclass(frozen=True, slots=True)
class SheetCopy:
    """One filled sheet made from a template sheet."""

    title: str
    rows: RowMap


@dataclass(frozen=True, slots=True)
class Home:
    """Where a formula is written; `row` None is outside all rows, as in a defined name."""

    template_title: str = ""
    copy: int = 0
    row: PlacedRow | None = None


@dataclass
class Moves:
    """Every template sheet with the sheets that were made from it."""

    _sheets: dict[str, list[SheetCopy]] = field(default_factory=dict)

    def add(self, template_title: str, copy: SheetCopy) -> None:
        self._sheets.setdefault(template_title.casefold(), []).append(copy)

    @property
    def moves_nothing(self) -> bool:
        return all(
            len(copies) == 1
            and copies[0].title.casefold() == title
            and copies[0].rows.moves_nothing
            for title, copies in self._sheets.items()
        )

    def formula(self, formula: str, home: Home) -> str:
        """The formula as it reads where its home stands now."""
        pieces: list[str] = []
        functions: list[str] = []
        done = 0
        for match in _TOKEN.finditer(formula):
            pieces.append(formula[done : match.start()])
            done = match.end()
            if match["area"]:
                is_argument = bool(
                    functions
                    and functions[-1] in AGGREGATES
                    and formula[: match.start()].rstrip().endswith(("(", ",", ";"))
                    and formula[done:].lstrip().startswith((",", ";", ")"))
                )
                pieces.append(
                    self._moved(match["sheet"], match["area"], home, is_argument)
                )
            elif match["prefix"]:
                pieces.append(self._renamed(match["prefix"], home))
            else:
                _follow(match, functions)
                pieces.append(match.group())
        pieces.append(formula[done:])
        return "".join(pieces)

    def _moved(
        self, sheet: str | None, area: str, home: Home, is_argument: bool
    ) -> str:
        targets = self._targets(sheet, home)
        if targets is None:
            return f"{sheet}!{area}" if sheet else area
        is_own = sheet is None or _is_title(sheet, home.template_title)
        row = home.row if is_own else None
        parts = [
            (f"{quote_title(target.title)}!" if sheet else "") + piece
            for target in (targets if is_argument else targets[:1])
            for piece in _rewrite(area, target.rows, row, is_argument)
        ]
        # Rows that are gone add nothing, as an empty list does.
        return ",".join(parts) or "0"

    def _renamed(self, prefix: str, home: Home) -> str:
        """What stands before a whole column or a name of a sheet."""
        targets = self._targets(prefix, home)
        title = prefix if targets is None else quote_title(targets[0].title)
        return f"{title}!"

    def _targets(self, sheet: str | None, home: Home) -> list[SheetCopy] | None:
        """The filled sheets that a reference may mean; None leaves it as it is."""
        title = home.template_title if sheet is None else unquote_title(sheet)
        copies = self._sheets.get(title.casefold())
        if copies and title.casefold() == home.template_title.casefold():
            return [copies[home.copy]]
        return copies


def move_areas(areas: str, rows: RowMap) -> str:
    """Ranges divided by spaces, each where its rows are now; "" when all are gone."""
    return " ".join(
        piece for area in areas.split() for piece in _rewrite(area, rows, None, True)
    )


def _rewrite(
    area: str, rows: RowMap, home: PlacedRow | None, may_split: bool
) -> list[str]:
    first_text, _, last_text = area.partition(":")
    first, last = _CORNER.fullmatch(first_text), _CORNER.fullmatch(last_text)
    if first is None:
        return [area]
    start = End(int(first["row"]), bool(first["fix"]))
    if last is None:
        if not may_split:
            cells = rows.cell(start, home)
            return [_place(first, cells[0])] if cells else []
        runs = _runs_of_one(start, rows, home)
        return [_range(first, first, run) for run in runs]
    stop = End(int(last["row"]), bool(last["fix"]))
    runs = rows.runs(start, stop, home)
    if runs and (not may_split or len(runs) > MOST_PIECES):
        runs = [(runs[0][0], runs[-1][1])]
    return [_range(first, last, run, keep_range=True) for run in runs]


def _runs_of_one(
    cell: End, rows: RowMap, home: PlacedRow | None
) -> list[tuple[int, int]]:
    """A single cell that an aggregate takes, from within its repeat or from outside."""
    if home is not None and home.path:
        return [(row, row) for row in rows.cell(cell, home)[:1]]
    return rows.runs(cell, cell, home)


def _place(corner: re.Match[str], row: int) -> str:
    if row > LAST_ROW:
        return "#REF!"
    return f"{corner['column'] or ''}{corner['fix']}{row}"


def _range(
    first: re.Match[str],
    last: re.Match[str],
    run: tuple[int, int],
    *,
    keep_range: bool = False,
) -> str:
    start, stop = run
    if start == stop and not keep_range:
        return _place(first, start)
    return f"{_place(first, start)}:{_place(last, min(stop, LAST_ROW))}"


def _follow(match: re.Match[str], functions: list[str]) -> None:
    """Keeps the stack of the functions whose brackets are open."""
    if match["call"]:
        functions.append(match["call"][:-1].upper())
    elif match["mark"] == "(":
        functions.append("")
    elif match["mark"] == ")" and functions:
        functions.pop()


def _is_title(sheet: str, title: str) -> bool:
    return unquote_title(sheet).casefold() == title.casefold()


def unquote_title(sheet: str) -> str:
    """The title as the tab shows it.

    >>> unquote_title("'Rao''s bill'")
    "Rao's bill"
    """
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def quote_title(title: str) -> str:
    """The title as a formula names it.

    >>> quote_title("Bill"), quote_title("Rao's bill"), quote_title("B1")
    ('Bill', "'Rao''s bill'", "'B1'")
    """
    if _PLAIN_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"
