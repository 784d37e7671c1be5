"""The worked example as workbook files, made by other programs than ours; the values are spec outputs, section 10."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"

ESTIMATE_ITEMS = [
    ("Supply and run of 2 of 2.5 sq.mm cable", 100, "Mtrs", "Mtr", 24, "134.00"),
    ("Supply and fixing of LED street light", 20, "Nos", "No", 48, "1228.50"),
]
CESSES = [
    ("Add LC @ 1 %", "ROUND(H{ecv}*0.01,2)", "379.70"),
    ("Add QC @ 1 %", "ROUND(H{ecv}*0.01,2)", "379.70"),
    ("Add NAC @ 0.1 %", "ROUND(H{ecv}*0.001,2)", "37.97"),
]


class Page:
    """Writes cells by their A1 name, each formula with or without its result."""

    def __init__(self, *, with_results: bool) -> None:
        self.stream = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.stream, {"in_memory": True})
        self.bold = self.book.add_format({"bold": True})
        self.with_results = with_results

    def sheet(self, name: str) -> None:
        self.page = self.book.add_worksheet(name)

    def put(self, cell: str, value: object, *, bold: bool = False) -> None:
        self.page.write(cell, value, self.bold if bold else None)

    def formula(self, cell: str, formula: str, result: str) -> None:
        stored = float(result) if self.with_results else ""
        self.page.write_formula(cell, f"={formula}", None, stored)

    def merge(self, cells: str, text: str) -> None:
        self.page.merge_range(cells, text, self.bold)

    def content(self) -> bytes:
        self.book.close()
        content = self.stream.getvalue()
        return content if self.with_results else without_results(content)


def without_results(content: bytes) -> bytes:
    """The same workbook as openpyxl writes it: formulas without any stored result."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def make_estimate(*, with_results: bool) -> bytes:
    """Sheets Estimate and Datas as in spec outputs, section 2."""
    page = Page(with_results=with_results)
    page.sheet("Estimate")
    page.merge("A1:H1", "ESTIMATE")
    page.merge("A2:H2", "Name of the work : Street lighting: Ward 5")
    for cell, text in (("A3", "Sl.No"), ("D3", "Item Description"), ("E3", "Rate")):
        page.put(cell, text, bold=True)
    page.merge("B3:C3", "Quantity (Unit)")
    page.merge("F3:G3", "Per Unit")
    page.put("H3", "Amount", bold=True)
    for row, (text, quantity, units, unit, data_row, rate) in enumerate(
        ESTIMATE_ITEMS, 4
    ):
        page.put(f"A{row}", row - 3)
        page.put(f"B{row}", quantity)
        page.put(f"C{row}", units)
        page.put(f"D{row}", text)
        page.formula(f"E{row}", f"Datas!J{data_row}", rate)
        page.put(f"F{row}", 1)
        page.put(f"G{row}", unit)
        amount = f"{quantity * Decimal(rate):.2f}"
        page.formula(f"H{row}", f"ROUND(B{row}*E{row},2)", amount)
    sums = [("ECV", "ROUND(SUM(H4:H5),2)", "37970.00")]
    sums += [(label, text.format(ecv=6), result) for label, text, result in CESSES]
    sums += [
        ("Sub Total", "ROUND(H6+H7+H8+H9,2)", "38767.37"),
        ("Add GST@18 %", "ROUND(H10*0.18,2)", "6978.13"),
        ("L.S Provision towards unforeseen items", "ROUND(H13-H11-H10,2)", "254.50"),
    ]
    for row, (label, formula, result) in enumerate(sums, 6):
        page.put(f"D{row}", label, bold=True)
        page.formula(f"H{row}", formula, result)
    page.put("D13", "Grand Total", bold=True)
    page.put("H13", 46000, bold=True)
    _add_datas(page)
    return page.content()


def _add_datas(page: Page) -> None:
    page.sheet("Datas")
    page.merge("A1:J1", "DATAS")
    page.merge("A2:J2", "Name of the work : Street lighting: Ward 5")
    heading = page.book.add_format({"bg_color": "#FFFF00", "font_color": "#FF0000"})
    for row, name in ((3, "Cable"), (27, "LED street light")):
        page.page.write(f"D{row}", name, heading)
    page.put("J20", "13396.4")
    page.page.write("J20", 13396.4)
    page.formula("J22", "J20/100", "133.964")
    page.formula("J24", "ROUND(J22,0)", "134")
    page.page.write("J48", 1228.5)


def make_first_bill(*, with_results: bool) -> bytes:
    """Bill 1 of the worked example, laid out as in spec outputs, section 4."""
    page = Page(with_results=with_results)
    page.sheet("Bill")
    page.merge("A1:H1", "CC First & Part Bill")
    for row, text in enumerate(
        (
            "Name of the work : Street lighting: Ward 5",
            "Estimate Amount : 46,000.00",
            "Ref. to Administrative sanction : Procs. 12/2025",
            "Ref. to Technical sanction : T.S. 7/2025-26",
            "Ref. to Agreement : 30/2025-26",
            "Name of the Agency : Sri Sai Electricals",
            "M.B.No Details: MB.No. 12 P.No. 1 to 5 (Measurements)   &   "
            "MB.No. 12 P.No. 6 to 7 (Abstract)",
            "DOI : 01-10-2025    DOC : 30-10-2025    DOMR : 02-11-2025    DOBR : ",
        ),
        2,
    ):
        page.merge(f"A{row}:H{row}", text)
    headings = ("S.No", "Quantity", "Unit", "Item", "Rate", "Per", "Unit", "Amount")
    for column, text in zip("ABCDEFGH", headings, strict=True):
        page.put(f"{column}10", text, bold=True)
    billed = (60, 5)
    for row, (item, quantity) in enumerate(
        zip(ESTIMATE_ITEMS, billed, strict=True), 11
    ):
        text, _, units, unit, _, rate = item
        cells = (row - 10, quantity, units, text, float(rate), 1, unit)
        for column, value in zip("ABCDEFG", cells, strict=True):
            page.put(f"{column}{row}", value)
        amount = f"{quantity * Decimal(rate):.2f}"
        page.formula(f"H{row}", f"ROUND(B{row}*E{row},2)", amount)
    sums = (
        ("Sub Total Amount", "ROUND(SUM(H11:H12),2)", "14182.50"),
        ("Deduct T.P @ 4.5 % Less", "ROUND(H13*4.5/100,2)", "638.21"),
        ("Total", "ROUND(H13-H14,2)", "13544.29"),
    )
    for row, (label, formula, result) in enumerate(sums, 13):
        page.put(f"D{row}", label, bold=True)
        page.formula(f"H{row}", formula, result)
    return page.content()


def convert(content: bytes, suffix: str, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it under another format."""
    program = shutil.which("soffice")
    if program is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
            "soffice is not installed, so nothing can be converted"
        )
    source = folder / "source.xlsx"
    source.write_bytes(content)
    out = folder / "out"
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(out),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (out / f"source.{suffix}").read_bytes()
