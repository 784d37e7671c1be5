"""Pictures and scanned pages to lines, through the program Tesseract where it is installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from documents.domain.source_lines import Place, SourceLine, SourceText
from documents.readers.errors import Refusal, SourceUnreadable
from documents.readers.text import split_line

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
MOST_PIXELS = 60_000_000  # A3 at 400 dpi is 31 million
MOST_SCANNED_PAGES = 20
DPI = 300
# Letters of a page narrower than this are too small to be told apart.
_LEAST_WIDTH, _READABLE_WIDTH = 1_200, 2_000
_PAGE_TIME = timedelta(seconds=90)
# Beside English, as far as they are installed.
_LANGUAGES = ("eng", "hin", "tel", "kan", "tam", "mar")
_WORD_LEVEL = "5"
_CLEAR = 0.93


def read_picture(filename: str, content: bytes) -> SourceText:
    """The lines of a photograph or scan; each page of a .tif is a page.

    Raises: SourceUnreadable.
    """
    _check_installed()
    lines: list[SourceLine] = []
    for number, picture in enumerate(_open_pages(content), start=1):
        lines += _recognise(picture, number)
    return _as_source(filename, lines)


def read_scanned_pdf(filename: str, content: bytes) -> SourceText:
    """The lines of the pages of a PDF, each taken as a picture.

    Raises: SourceUnreadable.
    """
    _check_installed()
    if shutil.which("pdftoppm") is None:
        raise SourceUnreadable(Refusal.NEEDS_POPPLER)
    lines: list[SourceLine] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(_draw_pages(content, Path(folder)), start=1):
            for picture in _open_pages(page.read_bytes()):
                lines += _recognise(picture, number)
    return _as_source(filename, lines)


def _as_source(filename: str, lines: list[SourceLine]) -> SourceText:
    if not lines:
        raise SourceUnreadable(Refusal.NO_TEXT)
    note = "The text was recognised from a picture: compare each value with the paper."
    return SourceText(filename, tuple(lines), notes=(note,))


def _check_installed() -> None:
    if shutil.which("tesseract") is None:
        raise SourceUnreadable(Refusal.NEEDS_TESSERACT)


def _draw_pages(content: bytes, folder: Path) -> list[Path]:
    source = folder / "source.pdf"
    source.write_bytes(content)
    last = str(MOST_SCANNED_PAGES + 1)
    options = ["-gray", "-png", "-r", str(DPI), "-l", last]
    _run(["pdftoppm", *options, str(source), str(folder / "page")])
    pages = sorted(folder.glob("page*.png"))
    if len(pages) > MOST_SCANNED_PAGES:
        raise SourceUnreadable(Refusal.TOO_LONG)
    return pages


def _open_pages(content: bytes) -> Iterator[Image.Image]:
    """The pages of a picture in grey, upright; a bomb is refused before it is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
        if getattr(picture, "n_frames", 1) > MOST_SCANNED_PAGES:
            raise SourceUnreadable(Refusal.TOO_LONG)
        # Only the pages of a .tif are pages; a moving picture shows its first.
        count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        for number in range(count):
            picture.seek(number)
            if picture.width * picture.height > MOST_PIXELS:
                raise SourceUnreadable(Refusal.TOO_LARGE)
            yield ImageOps.exif_transpose(picture).convert("L")
    except Image.DecompressionBombError as error:
        raise SourceUnreadable(Refusal.TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise SourceUnreadable(Refusal.DAMAGED) from error


def _variants(picture: Image.Image) -> Iterator[Image.Image]:
    """The page as it is but brighter, without specks, and in black and white."""
    if picture.width < _LEAST_WIDTH:
        times = _READABLE_WIDTH / max(picture.width, 1)
        height = max(1, min(round(picture.height * times), 10_000))
        picture = picture.resize((_READABLE_WIDTH, height), Image.Resampling.LANCZOS)
    bright = ImageOps.autocontrast(picture, cutoff=1)
    yield bright
    yield bright.filter(ImageFilter.MedianFilter(3))
    yield bright.point(lambda grey: 255 if grey > 150 else 0)


@dataclass(frozen=True, slots=True)
class _Recognised:
    lines: list[tuple[str, float]]  # text, and how sure, 0-1

    @property
    def score(self) -> float:
        """More words, surely read, are better."""
        return sum(sure * len(text.split()) for text, sure in self.lines)

    @property
    def is_clear(self) -> bool:
        """Whether no other variant need be tried."""
        return self.score > _CLEAR * sum(len(text.split()) for text, _ in self.lines)


def _recognise(picture: Image.Image, page: int) -> list[SourceLine]:
    """The lines of the variant that is read best."""
    languages = _installed_languages()
    best = _Recognised([])
    for variant in _variants(picture):
        best = max(best, _recognise_one(variant, languages), key=lambda r: r.score)
        if best.is_clear:
            break
    lines = []
    for number, (text, sure) in enumerate(best.lines, start=1):
        line = split_line(text, Place(page=page, line=number), is_page=True)
        lines.append(SourceLine(line.text, line.place, recognised=round(sure, 2)))
    return lines


def _recognise_one(picture: Image.Image, languages: str) -> _Recognised:
    target = io.BytesIO()
    picture.save(target, "PNG", dpi=(DPI, DPI))
    options = ["stdin", "stdout", "-l", languages, "--psm", "6", "tsv"]
    table = _run(["tesseract", *options], target.getvalue())
    return _Recognised(_read_table(table.decode("utf-8", "replace")))


def _read_table(table: str) -> list[tuple[str, float]]:
    """The words of Tesseract's table as lines, each as sure as its words on average."""
    words: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == _WORD_LEVEL and cells[11].strip():
            sure = int(cells[10].partition(".")[0])
            words.setdefault(tuple(cells[1:5]), []).append((cells[11], sure))
    return [
        (
            " ".join(word for word, _ in line),
            sum(sure for _, sure in line) / len(line) / 100,
        )
        for line in words.values()
    ]


def _installed_languages() -> str:
    listed = _run(["tesseract", "--list-langs"]).decode("utf-8", "replace").split()
    return "+".join(name for name in _LANGUAGES if name in listed) or "eng"


def _run(command: list[str], given: bytes = b"") -> bytes:
    """What a program of ours prints; it has one core and a time limit.

    Raises: SourceUnreadable.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a program of the machine, no shell
            command,
            input=given,
            capture_output=True,
            check=True,
            timeout=_PAGE_TIME.total_seconds(),
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise SourceUnreadable(Refusal.SCAN_TOO_SLOW) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise SourceUnreadable(Refusal.DAMAGED) from error
    return done.stdout
