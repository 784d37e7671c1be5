"""`manage.py make_document`: documents of a bill workbook without a server, through the same services as the web."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bills.domain.inputs import BillInputs
from bills.management.output import add_output_arguments, finish, make_from
from documents.services import DocumentKind, make_documents


class Command(BaseCommand):
    help = "Makes a document of every bill in a workbook."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("input", type=Path, help="bill workbook")
        parser.add_argument(
            "--kind", required=True, choices=[kind.value for kind in DocumentKind]
        )
        add_output_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["input"]
        making = make_from(
            path,
            lambda content: make_documents(
                filename=path.name,
                content=content,
                kind=DocumentKind(options["kind"]),
                inputs=BillInputs(),
            ),
        )
        finish(self, [making], options, [path])
