"""Workbooks as sources: every row of every sheet, with the works that bills reads in them."""

from __future__ import annotations

from collections.abc import Iterator

from bills.domain.formulas import Workings
from bills.domain.grid import Grid, cell_name
from bills.domain.reading import read_works
from bills.domain.texts import format_value
from bills.readers import WorkbookUnreadable, read_workbook
from documents.domain.source_lines import Place, SourceLine, SourceText, join_row
from documents.readers.errors import Refusal, SourceUnreadable


def read_workbook_source(filename: str, content: bytes) -> SourceText:
    """The rows with their calculated values; a workbook without items is read by its labels.

    Raises: SourceUnreadable.
    """
    try:
        grid = read_workbook(filename, content)
    except WorkbookUnreadable as error:
        raise SourceUnreadable(Refusal.WORKBOOK, str(error)) from error
    workings = Workings(grid)
    reading = read_works(grid, workings=workings)
    return SourceText(
        filename,
        tuple(_lines(grid, workings)),
        works=reading.works,
        # That there are no items is nothing wrong with a source.
        problems=reading.problems if reading.works else (),
    )


def _lines(grid: Grid, workings: Workings) -> Iterator[SourceLine]:
    for sheet in grid:
        for row in sheet.row_numbers:
            cells = [
                (cell_name(row, column), text)
                for column, cell in sorted(sheet.rows[row].items())
                if (text := format_value(workings.value_of(cell, sheet, row, column)))
            ]
            if cells:
                place = Place(sheet=sheet.title, cell=cells[0][0], line=row)
                yield join_row(cells, place)
