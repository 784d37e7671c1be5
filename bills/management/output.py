"""What the commands share: reading an input file, writing the made files and the one JSON document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bills.domain.making import Making
from bills.domain.problems import Code, Level, Problem


def add_output_arguments(parser: CommandParser) -> None:
    parser.add_argument("--out", type=Path, default=Path(), help="folder for the files")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def make_from(path: Path, make: Callable[[bytes], Making]) -> Making:
    """What `make` made of the file's bytes; a file that is not there is a problem too."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return Making((), (not_there(path, error),))
    return make(content)


def not_there(path: Path, error: OSError) -> Problem:
    return Problem(
        level=Level.ERROR,
        code=Code.FILE_UNREADABLE,
        sheet="",
        cell="",
        found=path.name,
        expected="a file that can be opened",
        message=f"{path.name}: {error.strerror}",
    )


def finish(
    command: BaseCommand,
    makings: Sequence[Making],
    options: dict[str, Any],
    inputs: Sequence[Path],
    more: Mapping[str, Any] | None = None,
) -> None:
    """Writes the files, prints what was made, and ends with 1 when nothing was.

    `more` are further parts of the document.
    """
    several = len(makings) > 1
    files: list[str] = []
    problems: list[Problem] = []
    for making, path in zip(makings, inputs, strict=True):
        for made in making.files:
            name = f"{path.stem}_{made.filename}" if several else made.filename
            files.append(str(_write(options["out"] / name, made.content)))
        problems += (
            replace(problem, message=f"{path.name}: {problem.message}")
            if several
            else problem
            for problem in making.problems
        )
    document = {
        "works": [work for making in makings for work in making.works],
        "problems": [problem.as_json() for problem in problems],
        "files": files,
        **(more or {}),
    }
    print_document(command, document, as_json=options["json"])
    if not files:
        raise SystemExit(1)


def print_document(
    command: BaseCommand, document: dict[str, Any], *, as_json: bool
) -> None:
    if as_json:
        command.stdout.write(json.dumps(document, ensure_ascii=False, indent=1))
        return
    for problem in document["problems"]:
        command.stderr.write(f"{problem['level']}: {problem['message']}")
    for work in document.get("works", []):
        command.stdout.write(f"{work['sheet']}: {work['title']}, {work['total']}")
    for file in document.get("files", []):
        command.stdout.write(file)


def _write(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    return path
