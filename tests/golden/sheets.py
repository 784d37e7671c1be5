"""A made workbook as readable text, and as LibreOffice works it out afresh."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
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
    source, made = folder / "source.xlsx", folder / "made"
    source.write_bytes(_without_results(content))
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(made),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return openpyxl.load_workbook(made / "source.xlsx", data_only=True)


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
                if ours != theirs:
                    place = f"{sheet.title}!{cell.coordinate}"
                    found.append(f"{place}: {ours!r} stored, {theirs!r} recalculated")
    return count, found


def _without_results(content: bytes) -> bytes:
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
