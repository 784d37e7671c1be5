"""What bills keeps: readings of uploaded workbooks, remembered layouts, and the register of made bills."""

from bills.models.layouts import RememberedLayout
from bills.models.made_bills import MadeBill, RegisteredWork
from bills.models.readings import Reading, ReadingRows, ReadingSheet

__all__ = [
    "MadeBill",
    "Reading",
    "ReadingRows",
    "ReadingSheet",
    "RegisteredWork",
    "RememberedLayout",
]
