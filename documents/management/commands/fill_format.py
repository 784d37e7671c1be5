"""`manage.py fill_format`: an office's own format filled from a source without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bills.management.output import add_output_arguments, finish, not_there
from documents.domain.mappings import normalise_key, parse_mappings
from documents.services import FormatMaking, Recipe, fill_format


class Command(BaseCommand):
    help = "Fills the {{PLACEHOLDERS}} of a format from a source file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("template", type=Path, help=".docx, .xlsx, .txt or .csv")
        parser.add_argument(
            "--source", type=Path, required=True, help="where the values are"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="KEY = label",
            help="take the value that follows this label for {{KEY}}",
        )
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="KEY=VALUE",
            help="take this value for {{KEY}}, whatever the source says",
        )
        parser.add_argument(
            "--per-work", action="store_true", help="one file for each work"
        )
        add_output_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        mappings = "\n".join(options["map"])
        for bad in parse_mappings(mappings)[1]:
            raise CommandError(f"--map {bad.text}: {bad.message}")
        making = _make(options, mappings)
        finish(self, [making], options, [options["template"]], more=_describe(making))


def _make(options: dict[str, Any], mappings: str) -> FormatMaking:
    contents = []
    for path in (options["template"], options["source"]):
        try:
            contents.append((path.name, path.read_bytes()))
        except OSError as error:
            return FormatMaking((), (not_there(path, error),))
    template, source = contents
    recipe = Recipe(
        template,
        timezone.localdate(),
        mappings,
        _parse_edits(options["set"]),
        is_per_work=options["per_work"],
    )
    return fill_format(recipe=recipe, source=source)


def _parse_edits(typed: list[str]) -> dict[str, str]:
    edits = {}
    for text in typed:
        key, sign, value = text.partition("=")
        if not sign or not key.strip():
            raise CommandError(f"--set {text}: write KEY=VALUE")
        edits[normalise_key(key)] = value.strip()
    return edits


def _describe(making: FormatMaking) -> dict[str, Any]:
    """`values` by placeholder, and the tags that are unknown or have no value."""
    details = making.preview.get("details", {})
    return {
        "values": {tag.strip("{}"): detail for tag, detail in details.items()},
        "unknown": making.preview.get("unknown", []),
        "missing": making.preview.get("missing", []),
    }
