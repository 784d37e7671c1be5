"""What reading, billing and writing cost against bare libraries, and how they grow."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figures import Figure
from tests.bench.measure import cpu_seconds, peak_megabytes
from tests.bench.subjects import (
    cells_of,
    make_bill,
    read_with_calamine,
    read_with_openpyxl,
    read_with_ours,
    write_bare,
)
from tests.bench.workbooks import make_workslip

COMPARED = 5_000  # items
SIZES = (100, 1_000, 5_000, 20_000, 50_000)
LARGEST, SHEETS = 50_000, 40


def bill_figures() -> Iterator[Figure]:
    for figures in (floor_figures, reader_figures, growth_figures, memory_figures):
        yield from figures()


def floor_figures() -> Iterator[Figure]:
    """The whole way from file to file against a bare read plus a bare write."""
    workslip = make_workslip(COMPARED)
    cells = cells_of(make_bill(workslip))
    ours, read, write = cpu_seconds(
        [
            lambda: make_bill(workslip),
            lambda: read_with_calamine(workslip),
            lambda: write_bare(cells),
        ]
    )
    yield Figure(f"read, bill and write {COMPARED:,} items", ours, "s")
    yield Figure("bare calamine read of the same workslip", read, "s")
    yield Figure("bare XlsxWriter write of the same bill", write, "s")
    yield Figure("ours / (bare read + bare write)", ours / (read + write), at_most=3)


def reader_figures() -> Iterator[Figure]:
    """The reader alone against other readers of the same file."""
    workslip = make_workslip(COMPARED)
    ours, openpyxl, calamine = cpu_seconds(
        [
            lambda: read_with_ours(workslip),
            lambda: read_with_openpyxl(workslip),
            lambda: read_with_calamine(workslip),
        ]
    )
    yield Figure("our read / openpyxl read-only, formulas and values", ours / openpyxl)
    yield Figure("our read / calamine, values only", ours / calamine)


def growth_figures() -> Iterator[Figure]:
    """Time per item of bills of very different length: it must not grow with them."""
    each: dict[int, float] = {}
    for size in SIZES:
        workslip = make_workslip(size)
        rounds = 1 if size > COMPARED else 5
        (seconds,) = cpu_seconds([lambda w=workslip: make_bill(w)], rounds)  # type: ignore[misc] # a default argument
        each[size] = seconds / size * 1000
        yield Figure(f"time per item at {size:,} items", each[size], "ms")
    for small, large in ((1_000, LARGEST), (5_000, LARGEST)):
        what = f"time per item at {large:,} / at {small:,}"
        yield Figure(what, each[large] / each[small], at_most=1.5)


def memory_figures() -> Iterator[Figure]:
    """Peak memory of a process that makes one bill."""
    what = "peak memory"
    yield Figure(f"{what}, 100 items", peak_megabytes(make_workslip(100)), "MB")
    compared = peak_megabytes(make_workslip(COMPARED))
    yield Figure(f"{what}, {COMPARED:,} items", compared, "MB")
    one_sheet = peak_megabytes(make_workslip(LARGEST))
    yield Figure(
        f"{what}, {LARGEST:,} items in one sheet", one_sheet, "MB", at_most=500
    )
    sheets = peak_megabytes(make_workslip(LARGEST, SHEETS))
    yield Figure(
        f"{what}, {LARGEST:,} items in {SHEETS} sheets", sheets, "MB", at_most=500
    )
