"""What the user says a workbook means where it was read differently; applying it is in reading.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bills.domain.work import RowMark, SheetKind

# The columns of remembered layouts by the signature of their header: letter -> Role value.
RememberedLayouts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class SheetCorrections:
    """What is to be read differently on one sheet."""

    kind: SheetKind | None = None  # REFERENCE: nothing is read from it
    header_row: int | None = None
    # Letter -> Role value; "" for a column that holds nothing that counts.
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[int, RowMark] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)  # "E14" -> text as typed
    fields: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON; what is not corrected is not there."""
        document: dict[str, Any] = {
            "columns": dict(self.columns),
            "rows": {str(row): mark.value for row, mark in self.rows.items()},
            "cells": dict(self.cells),
            "fields": dict(self.fields),
            "kind": self.kind.value if self.kind else None,
            "header_row": self.header_row,
        }
        return {name: value for name, value in document.items() if value}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> SheetCorrections:
        kind = document.get("kind")
        return cls(
            kind=SheetKind(kind) if kind else None,
            header_row=document.get("header_row"),
            columns=dict(document.get("columns", {})),
            rows={
                int(row): RowMark(mark)
                for row, mark in document.get("rows", {}).items()
            },
            cells=dict(document.get("cells", {})),
            fields=dict(document.get("fields", {})),
        )


NO_CORRECTIONS = SheetCorrections()


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a workbook by the title of the sheet."""

    sheets: Mapping[str, SheetCorrections] = field(default_factory=dict)

    def of(self, title: str) -> SheetCorrections:
        return self.sheets.get(title, NO_CORRECTIONS)

    def as_json(self) -> dict[str, Any]:
        return {
            title: document
            for title, corrections in self.sheets.items()
            if (document := corrections.as_json())
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Corrections:
        return cls(
            {
                title: SheetCorrections.from_json(sheet)
                for title, sheet in document.items()
            }
        )
