"""`manage.py make_document`: documents of a workbook without a server, through the same services as the web."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

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
        parser.add_argument(
            "--letter",
            type=Path,
            help="own .docx for the covering letter or movement slip",
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
    letter: Path | None = options["letter"]
    if letter and not letter.is_file():
        raise CommandError(f"--letter {letter}: there is no such file")
    return DocumentOptions(
        template=letter.read_bytes() if letter else None,
        fill_amounts=not options["blank_amounts"],
        language=Language(language) if language else None,
        final_value_line=FinalValueLine(options["value_line"]),
    )


def _describe_values(making: Making, path: Path) -> dict[str, Any]:
    """`values` of the first work, and `values_of_works` where there are several.

    `missing` are the tags without a value in any work; `unknown` those of an own letter
    that mean nothing.
    """
    if not isinstance(making, DocumentMaking):
        return {"values": {}, "unknown": [], "missing": []}
    described = [
        {name: _describe(name, sourced, path) for name, sourced in found.items()}
        for found in making.values
    ]
    blank = (
        f"{{{{{name}}}}}"
        for found in described
        for name, value in found.items()
        if not value["value"]
    )
    document: dict[str, Any] = {
        "values": described[0] if described else {},
        "unknown": list(making.unknown),
        "missing": list(dict.fromkeys(blank)),
    }
    return document | ({"values_of_works": described} if len(described) > 1 else {})


def _describe(name: str, sourced: Sourced, path: Path) -> dict[str, Any]:
    """A value that was read or computed is sure; a blank one is not there at all."""
    kind = PLACEHOLDERS[name].kind if name in PLACEHOLDERS else Kind.TEXT
    value = sourced.as_json(kind)
    file = path.name if sourced.sheet else ""  # settings are of no file
    return {**value, "file": file, "confidence": 1 if value["value"] else 0}
