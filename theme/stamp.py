"""Whether static/css/styles.css belongs to its sources, found out without Node; building it is not here.

`python -m theme.stamp` writes the stamp after a build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMP = ROOT / "static" / "css" / "styles.sha256"


def compute_stamp() -> str:
    """SHA-256 over the names and contents of the sources and of the built sheet."""
    digest = hashlib.sha256()
    for path in sorted(_files()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(ROOT).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    """What the build reads, as its @source lines say, and what it writes."""
    source = ROOT / "theme" / "static_src"
    yield from (ROOT / "templates").rglob("*.html")
    yield from (ROOT / "jobs" / "templatetags").glob("*.py")
    yield from (source / "src").glob("*.css")
    yield source / "package-lock.json"
    yield ROOT / "static" / "css" / "styles.css"


if __name__ == "__main__":
    STAMP.write_text(f"{compute_stamp()}\n")
