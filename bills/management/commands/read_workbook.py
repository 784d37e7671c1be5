"""`manage.py read_workbook`: what was understood of a workbook, sheet by sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bills.domain.work import WorkbookReading
from bills.management.output import not_there, print_document
from bills.services import describe_reading, read_file


class Command(BaseCommand):
    help = "Reads a workbook and says what was understood."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("input", type=Path, help="workbook")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON document"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["input"]
        try:
            reading = read_file(filename=path.name, content=path.read_bytes())
        except OSError as error:
            reading = WorkbookReading(path.name, (), (not_there(path, error),))
        print_document(self, describe_reading(reading), as_json=options["json"])
        if not reading.works:
            raise SystemExit(1)
