"""A made workbook as readable text, and as LibreOffice works it out afresh."""

from __future__ import annotations

import io
import math
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None and os.environ.get("CI") != "true",
    reason="LibreOffice is absent: apt-get install libreoffice-calc",
)


def open_formulas(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=False)


def open_results(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def as_text(content: bytes) -> str:
    """Every filled cell of every sheet: name, value, formula and number format."""
    formulas, results = open_formulas(content), open_results(content)
    lines = []
    for sheet in formulas:
        lines.append(f"[{sheet.title}]")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                value = results[sheet.title][cell.coordinate].value
                formula = cell.value if cell.data_type == "f" else ""
                parts = (cell.coordinate, value, formula, cell.number_format)
                lines.append(" | ".join("" if p is None else str(p) for p in parts))
    return "\n".join(lines) + "\n"


def recalculate(content: bytes, folder: Path) -> Workbook:
    """The results that LibreOffice gives when it finds none stored."""
    (saved,) = resave_all([without_results(content)], folder)
    return open_results(saved)


def resave_all(contents: Sequence[bytes], folder: Path) -> list[bytes]:
    """The workbooks as LibreOffice opens and saves them, all in one start of it."""
    made, profile = folder / "made", (folder / "profile").as_uri()
    sources = [folder / f"{number}.xlsx" for number in range(len(contents))]
    for source, content in zip(sources, contents, strict=True):
        source.write_bytes(content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(made),
            *map(str, sources),
        ],
        check=True,
        capture_output=True,
        timeout=180 + 5 * len(contents),
    )
    return [(made / source.name).read_bytes() for source in sources]


def differences(content: bytes, recalculated: Workbook) -> tuple[int, list[str]]:
    """How many formulas there are, and each whose stored result LibreOffice disputes."""
    stored = open_results(content)
    count, found = 0, []
    for sheet in open_formulas(content):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                ours = stored[sheet.title][cell.coordinate].value or ""
                theirs = recalculated[sheet.title][cell.coordinate].value or ""
                if not _agree(ours, theirs):
                    place = f"{sheet.title}!{cell.coordinate}"
                    found.append(f"{place}: {ours!r} stored, {theirs!r} recalculated")
    return count, found


def _agree(ours: object, theirs: object) -> bool:
    """The same; a difference of quantities may carry the last bit of binary fractions."""
    if isinstance(ours, float | int) and isinstance(theirs, float | int):
        return math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=1e-9)
    return ours == theirs


def without_results(content: bytes) -> bytes:
    """The workbook with its formulas and none of their results."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w") as stripped,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            stripped.writestr(name, part)
    return target.getvalue()
