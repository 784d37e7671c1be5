"""What a packet holds and in which order it is filed; making its papers is not here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bills.domain.making import MadeFile
from bills.domain.problems import Code, Level, Problem
from bills.domain.scrutiny.card import ScrutinyCard, ScrutinyLine, Verdict


class Part(StrEnum):
    """The papers of a packet in filing order."""

    BILL = "Bill"
    LS_FORM = "LS Form"
    COVERING = "Covering letter"
    MOVEMENT = "Movement slip"
    SCRUTINY = "Scrutiny card"


@dataclass(frozen=True, slots=True)
class PartFile:
    part: Part
    file: MadeFile


def parse_card(stored: Mapping[str, Any]) -> ScrutinyCard:
    """The card that `ScrutinyCard.as_json` told of.

    >>> line = ScrutinyLine("Dates", Verdict.RIGHT, "In order", ("Bill!A9",))
    >>> parse_card(ScrutinyCard((line,)).as_json()).lines == (line,)
    True
    """
    return ScrutinyCard(
        tuple(
            ScrutinyLine(
                line["check"],
                Verdict(line["verdict"]),
                line["finding"],
                tuple(line["cells"]),
                tuple(line["source_cells"]),
            )
            for line in stored["lines"]
        )
    )


def choose_bill_name(filename: str, taken: set[str]) -> str:
    """The bill's own file name, unless a paper of the packet has it.

    >>> choose_bill_name("Bills.xlsx", {"LS_Form.xlsx"})
    'Bills.xlsx'
    >>> choose_bill_name("ls_form.XLSX", {"LS_Form.xlsx"})
    'Bill_ls_form.XLSX'
    """
    if filename.casefold() in {name.casefold() for name in taken}:
        return f"Bill_{filename}"
    return filename


def report_missing(part: str, reason: str, *, level: Level = Level.WARNING) -> Problem:
    """That a paper is not in the packet, or not as it should be, and why."""
    return Problem(
        level=level,
        code=Code.NOT_MADE,
        sheet="",
        cell="",
        found="nothing",
        expected=part,
        message=f"{part}: {reason}",
    )
