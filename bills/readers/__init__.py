"""Workbook files to grids of cells; what the cells mean is in bills.domain."""

from bills.readers.errors import Refusal, WorkbookUnreadable
from bills.readers.workbook import read_workbook

__all__ = ["Refusal", "WorkbookUnreadable", "read_workbook"]
