"""Putting a job's files into the store, and taking back those that nobody lists."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from http import HTTPStatus
from typing import BinaryIO
from zipfile import ZipFile, is_zipfile

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.utils import timezone

from jobs.domain.outcomes import FileType, OutputDraft
from jobs.engine.writing import writing
from jobs.models import Job, OutputFile

logger = logging.getLogger(__name__)

SHEET = re.compile(r"xl/(?:work|chart)sheets/[^/]+\.xml")


# What a file store raises when it does not answer: a disk, or S3 through botocore.
STORAGE_FAULTS: tuple[type[Exception], ...] = (OSError, BotoCoreError, ClientError)


class StorageUnavailable(Exception):
    """The file store does not answer or is full; a later try may succeed."""

    code = "storage_unavailable"
    words = "The file store did not answer or is full."


class StorageRefused(StorageUnavailable):
    """The file store does not take our keys; whoever runs the server must mend that."""

    words = "The file store refused the keys of this server."


@contextmanager
def asking_the_store() -> Iterator[None]:
    """Tells a store that fails from every other fault, in words for the user.

    Raises: StorageUnavailable, StorageRefused.
    """
    try:
        yield
    except STORAGE_FAULTS as error:
        kind = StorageRefused if _is_refusal(error) else StorageUnavailable
        logger.warning(kind.words, exc_info=True)
        raise kind(f"{kind.words} Try again in a few minutes.") from error


def _is_refusal(error: Exception) -> bool:
    if not isinstance(error, ClientError):
        return False
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


@contextmanager
def list_outputs(
    job: Job, drafts: Sequence[OutputDraft]
) -> Iterator[Sequence[OutputFile]]:
    """Stores the files; the block then runs in the transaction that lists them.

    When the block or the transaction fails no file is left. Raises: StorageUnavailable.
    """
    outputs = store_outputs(job, drafts)
    try:
        with writing():
            yield outputs
            OutputFile.all_orgs.bulk_create(outputs)
    except BaseException:  # the time limit interrupts with no Exception
        discard_files(outputs)
        raise


def store_outputs(job: Job, drafts: Iterable[OutputDraft]) -> list[OutputFile]:
    """Rows, not saved yet, of files that are stored. All of them or none.

    Raises: StorageUnavailable.
    """
    stored: list[OutputFile] = []
    try:
        for draft in drafts:
            stored.append(_start_row(job, draft))
            file = stored[-1].file
            # The name is chosen before the write, so that a file that was written in
            # part can be found again and removed.
            file.name = file.field.generate_filename(stored[-1], draft.filename)
            with asking_the_store(), draft.open() as content:
                file.name = file.storage.save(file.name, File(content))
    except BaseException:  # the time limit interrupts with no Exception
        discard_files(stored)
        raise
    return stored


def discard_files(outputs: Iterable[OutputFile]) -> None:
    """Removes the files from the store, but never one that a row lists."""
    for output in outputs:
        name = output.file.name
        if not name or OutputFile.all_orgs.filter(pk=output.pk).exists():
            continue
        try:
            output.file.storage.delete(name)
        except STORAGE_FAULTS:
            logger.warning("%s is stored but listed nowhere.", name)


def _count_pages(draft: OutputDraft) -> int | None:
    """Pages of a PDF, sheets of a workbook; None for files whose pages only a printer knows."""
    with draft.open() as content:
        match draft.file_type:
            case FileType.EXCEL if is_zipfile(content):
                with ZipFile(content) as parts:
                    return sum(
                        SHEET.fullmatch(name) is not None for name in parts.namelist()
                    )
            case FileType.PDF:
                return _count_pdf_pages(content)
            case _:
                return None


def _count_pdf_pages(content: BinaryIO) -> int | None:
    from pypdf import PdfReader  # web processes do without it
    from pypdf.errors import PyPdfError

    try:
        return len(PdfReader(content).pages)
    except PyPdfError:
        return None


def _start_row(job: Job, draft: OutputDraft) -> OutputFile:
    keep = timedelta(days=job.organization.retention_days)
    return OutputFile(
        organization=job.organization,
        user_id=job.user_id,
        job=job,
        filename=draft.filename[-255:],
        file_type=draft.file_type.value,
        file_size=draft.size,
        page_count=_count_pages(draft),
        expires_at=timezone.now() + keep,
    )
