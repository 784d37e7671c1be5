"""`manage.py make_bill`: bills of workbooks without a server, through the same services as the web."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bills.domain.bill import BillAction
from bills.domain.inputs import BillInputs, InputUnreadable, parse_mb, parse_premium
from bills.domain.making import BillOrder, Making
from bills.domain.problems import Code, Level, Problem
from bills.management.output import add_output_arguments, finish, make_from
from bills.services import make_bills


class Command(BaseCommand):
    help = "Makes the bills of estimates or earlier bills."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("input", nargs="+", type=Path, help="workbook")
        parser.add_argument(
            "--action", required=True, choices=[action.value for action in BillAction]
        )
        parser.add_argument("--tp", default="", help='tender premium, "4.5 less"')
        parser.add_argument("--number", type=int, help="number of an Nth bill")
        parser.add_argument("--workslip", type=Path, help="the current workslip")
        parser.add_argument("--mb", default="", help='"m from to a from to"')
        parser.add_argument(
            "--scrutiny", action="store_true", help="add the scrutiny card as a sheet"
        )
        add_output_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        action = BillAction(options["action"])
        paths: list[Path] = options["input"]
        try:
            inputs = read_typed(options)
        except InputUnreadable as error:
            finish(self, [Making((), (typed_wrongly(error),))], options, paths[:1])
            return
        order = BillOrder(action, inputs, with_scrutiny=options["scrutiny"])
        workslip: Path | None = options["workslip"]

        def make(path: Path, workslip_file: tuple[str, bytes] | None) -> Making:
            return make_from(
                path,
                lambda content: make_bills(
                    filename=path.name,
                    content=content,
                    order=order,
                    workslip=workslip_file,
                ),
            )

        def make_with_workslip(path: Path) -> Making:
            if workslip is None:
                return make(path, None)
            name = workslip.name
            return make_from(workslip, lambda content: make(path, (name, content)))

        finish(self, [make_with_workslip(path) for path in paths], options, paths)


def typed_wrongly(error: InputUnreadable) -> Problem:
    return Problem(
        level=Level.ERROR,
        code=Code.NUMBER_UNREADABLE,
        sheet="",
        cell="",
        found="",
        expected="",
        message=str(error),
    )


def read_typed(options: dict[str, Any]) -> BillInputs:
    """Raises: InputUnreadable, with how to write the value."""
    boxes = parse_mb(options["mb"]) if options["mb"] else ("",) * 6
    premium = parse_premium(options["tp"]) if options["tp"] else None
    mb_no, mb_from, mb_to, abs_mb_no, abs_mb_from, abs_mb_to = boxes
    return BillInputs(
        mb_no=mb_no,
        mb_from=mb_from,
        mb_to=mb_to,
        abs_mb_no=abs_mb_no,
        abs_mb_from=abs_mb_from,
        abs_mb_to=abs_mb_to,
        premium=premium,
        number=options["number"],
    )
