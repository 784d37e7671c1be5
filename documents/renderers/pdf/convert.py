"""Office files to PDF by LibreOffice, each call in a profile and a process group of its own."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path, PurePath

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from documents.renderers.pdf.guard import TIMED_OUT
from documents.renderers.pdf.profile import write_profile

PROGRAMS = ("soffice", "libreoffice")
HOW_TO_INSTALL = (
    "PDF needs LibreOffice on the server, which is not there. Whoever runs the server "
    "installs it: on Debian or Ubuntu with `apt install libreoffice-calc "
    "libreoffice-writer`, elsewhere from libreoffice.org."
)
CODE_ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 10  # seconds for the guard itself, above the limit that it keeps


class ConversionTimedOut(Exception):
    """LibreOffice took too long and was killed."""

    code = "conversion_timed_out"


class NotConverted(Exception):
    """LibreOffice made no PDF of a file."""

    code = "not_converted"


def find_libreoffice() -> str:
    """The path of the program, "" when it is not installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), "")


def convert_to_pdf(
    program: str, files: Sequence[tuple[str, bytes]], time_limit: timedelta
) -> list[bytes]:
    """The PDF of each file, given as name and content, from one start of LibreOffice.

    The profile is thrown away at the end: making it takes half a second, and no file
    finds there what the one before has left.

    Raises: ConversionTimedOut; NotConverted, when any file gave no PDF.
    """
    with tempfile.TemporaryDirectory(
        prefix="worksbill-pdf-", ignore_cleanup_errors=True
    ) as name:
        folder = Path(name)
        sources = [_store(folder, *file, place) for place, file in enumerate(files)]
        _run_guarded(program, folder, sources, time_limit)
        return [
            _read_checked(folder / f"{source.stem}.pdf", filename)
            for source, (filename, _) in zip(sources, files, strict=True)
        ]


def _store(folder: Path, filename: str, content: bytes, place: int) -> Path:
    """The file under a name of ours: only the ending of the given one is used."""
    source = folder / f"{place:03}{PurePath(filename).suffix.lower()}"
    source.write_bytes(content)
    return source


def _run_guarded(
    program: str, folder: Path, sources: Sequence[Path], time_limit: timedelta
) -> None:
    seconds = max(1, int(time_limit.total_seconds()))
    command = [
        *(sys.executable, "-m", "documents.renderers.pdf.guard", str(folder)),
        *(str(seconds), program, write_profile(folder / "profile")),
        *("--headless", "--invisible", "--norestore", "--nologo", "--nolockcheck"),
        *("--convert-to", "pdf", "--outdir", str(folder)),
        *map(str, sources),
    ]
    with subprocess.Popen(  # noqa: S603 - no part of it is the user's
        command,
        cwd=CODE_ROOT,
        env={**os.environ, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as guard:
        try:
            ending = guard.wait(timeout=seconds + PATIENCE)
        except subprocess.TimeoutExpired:
            ending = TIMED_OUT
        finally:
            guard.terminate()
    if ending == TIMED_OUT:
        raise ConversionTimedOut(
            f"LibreOffice needed more than {seconds} seconds and was stopped."
        )


def _read_checked(path: Path, filename: str) -> bytes:
    """Raises: NotConverted, unless it is a PDF with a page."""
    try:
        content = path.read_bytes()
        pages = len(PdfReader(io.BytesIO(content)).pages)
    except (OSError, PyPdfError) as error:
        raise NotConverted(f"LibreOffice made no PDF of {filename}.") from error
    if not pages:
        raise NotConverted(f"The PDF that LibreOffice made of {filename} is empty.")
    return content
