"""Pages as LibreOffice prints them, coarse enough to be kept as text: one digit of darkness for each small square."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

DOTS_PER_INCH = 10
SHADES = " 123456789"


def print_pages(files: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The pages of each file by its name, all in one start of LibreOffice."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(folder)),
            *(str(folder / name) for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {name: _shades(folder / name) for name in files}


def difference(page: str, approved: str) -> float:
    """The share of the ink that differs, from 0 to 1; of pages of other sizes, 1."""
    ours, theirs = page.splitlines(), approved.splitlines()
    width = max(map(len, [*ours, *theirs]))
    if len(ours) != len(theirs):
        return 1
    pairs = [
        (SHADES.index(a), SHADES.index(b))
        for row, other in zip(ours, theirs, strict=True)
        for a, b in zip(row.ljust(width), other.ljust(width), strict=True)
    ]
    return sum(abs(a - b) for a, b in pairs) / sum(a + b for a, b in pairs)


def _shades(file: Path) -> list[str]:
    pdf = file.with_suffix(".pdf")
    prefix = file.with_name(f"{file.stem}-page")
    subprocess.run(
        ["pdftoppm", "-r", str(DOTS_PER_INCH), "-gray", str(pdf), str(prefix)],
        check=True,
        timeout=60,
    )
    return [_as_text(page) for page in sorted(file.parent.glob(f"{prefix.name}-*"))]


def _as_text(picture: Path) -> str:
    _, size, _, dots = picture.read_bytes().split(b"\n", 3)
    width = int(size.split()[0])
    rows = (dots[at : at + width] for at in range(0, len(dots), width))
    lines = ("".join(SHADES[(255 - dot) * 9 // 255] for dot in row) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)
