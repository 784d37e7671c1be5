"""Several made files as one .zip; what they are called is the caller's."""

from __future__ import annotations

import io
from collections.abc import Iterable
from zipfile import ZIP_STORED, ZipFile

from bills.domain.making import MadeFile


def write_zip(files: Iterable[MadeFile]) -> bytes:
    """The files as they are: a workbook is compressed already."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for file in files:
            archive.writestr(file.filename, file.content)
    return stream.getvalue()
