"""`manage.py make_document`: documents of a workbook without a server, through the same services as the web."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bills.domain.inputs import BillInputs
from bills.domain.making import Making
from bills.management.output import add_output_arguments, finish, make_from
from documents.domain.bill_placeholders import Sourced
from documents.domain.local_words import Language
from documents.domain.options import DocumentOptions, FinalValueLine
from documents.domain.placeholders import PLACEHOLDERS, Kind
from documents.services import (
    DocumentKind,
    DocumentMaking,
    PacketOrder,
    make_documents,
    make_packet,
)


class Command(BaseCommand):
    help = "Makes a document of every bill, or of every estimate, in a workbook."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("input", type=Path, help="workbook of bills or estimates")
        parser.add_argument(
            "--kind", required=True, choices=[kind.value for kind in DocumentKind]
        )
        parser.add_argument(
            "--blank-amounts", action="store_true", help="leave amounts for the pen"
        )
        parser.add_argument(
            "--language",
            choices=[language.value for language in Language],
            help="of the form's line for the amount in an Indian language",
        )
        parser.add_argument(
            "--value-line",
            choices=[line.value for line in FinalValueLine],
            default=FinalValueLine.LUMPSUM.value,
            help="line of LS Form (Final) that receives the value of the work",
        )
        add_output_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["input"]
        making = make_from(path, lambda content: _make(path.name, content, options))
        finish(self, [making], options, [path], more=_describe_values(making, path))


def _make(filename: str, content: bytes, options: dict[str, Any]) -> DocumentMaking:
    kind, chosen = DocumentKind(options["kind"]), _parse_options(options)
    if kind is DocumentKind.PACKET:
        order = PacketOrder(options=chosen)
        return make_packet(filename=filename, content=content, order=order)
    return make_documents(
        filename=filename,
        content=content,
        kind=kind,
        inputs=BillInputs(),
        options=chosen,
    )


def _parse_options(options: dict[str, Any]) -> DocumentOptions:
    language = options["language"]
    return DocumentOptions(
        fill_amounts=not options["blank_amounts"],
        language=Language(language) if language else None,
        final_value_line=FinalValueLine(options["value_line"]),
    )


def _describe_values(making: Making, path: Path) -> dict[str, Any]:
    """`values` of the first work, and `values_of_works` where there are several."""
    if not isinstance(making, DocumentMaking):
        return {"values": {}}
    described = [
        {name: _describe(name, sourced, path) for name, sourced in found.items()}
        for found in making.values
    ]
    first = described[0] if described else {}
    if len(described) < 2:
        return {"values": first}
    return {"values": first, "values_of_works": described}


def _describe(name: str, sourced: Sourced, path: Path) -> dict[str, str]:
    kind = PLACEHOLDERS[name].kind if name in PLACEHOLDERS else Kind.TEXT
    file = path.name if sourced.sheet else ""  # settings are of no file
    return {**sourced.as_json(kind), "file": file}
