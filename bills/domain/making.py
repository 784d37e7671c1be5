"""What one run over a workbook made: summaries, problems and files; how they were made is not here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bills.domain.bill import BillAction
from bills.domain.corrections import Corrections, RememberedLayouts
from bills.domain.inputs import BillInputs
from bills.domain.problems import Level, Problem

# Called with a percentage and the step in office words.
Report = Callable[[int, str], None]


def ignore_progress(percent: int, step: str) -> None:
    """The `Report` of a run that nobody watches."""


@dataclass(frozen=True, slots=True)
class BillOrder:
    """What is to be made of a workbook, besides the workbook itself."""

    action: BillAction
    inputs: BillInputs = field(default_factory=BillInputs)
    corrections: Corrections = field(default_factory=Corrections)
    workslip_corrections: Corrections = field(default_factory=Corrections)
    layouts: RememberedLayouts = field(default_factory=dict)
    with_scrutiny: bool = False  # the scrutiny card as a sheet of the made workbook


@dataclass(frozen=True, slots=True)
class MadeFile:
    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Making:
    """Everything that a run has to say. Nothing was made when `files` is empty."""

    works: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]
    files: tuple[MadeFile, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The document of the command line and of a job's result, without its files."""
        return {
            "works": list(self.works),
            "problems": [problem.as_json() for problem in self.problems],
        }

    @property
    def warnings(self) -> tuple[str, ...]:
        """What somebody must look at although the files were made."""
        of_problems = (
            problem.message
            for problem in self.problems
            if problem.level is not Level.INFO
        )
        of_cards = (
            f"{work['bill_sheet']}: the scrutiny card says {card['summary']}"
            for work in self.works
            if (card := work.get("scrutiny")) and card["wrong"]
        )
        return (*of_problems, *of_cards)

    @property
    def first_error(self) -> str:
        """The message to show when nothing was made."""
        for problem in self.problems:
            if problem.level is Level.ERROR:
                return problem.message
        return "No work was found in this file."
