"""Removing files whose time is over; rows stay, and say so."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db.models import Exists, OuterRef, Q, QuerySet

from jobs import engine
from jobs.domain.states import ACTIVE
from jobs.models import Job, OutputFile, Upload

logger = logging.getLogger(__name__)

FOLDERS = ("outputs", "uploads")  # below each office's; nothing else is ours to remove


@dataclass(frozen=True, slots=True)
class CleanUp:
    """What was removed, or would be, by the name in the store."""

    outputs: tuple[str, ...]
    uploads: tuple[str, ...]
    unlisted: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{len(self.outputs)} made files, {len(self.uploads)} uploads, "
            f"{len(self.unlisted)} files that nothing lists"
        )


def clean_up(now: datetime, *, dry_run: bool = False) -> CleanUp:
    """Removes expired made files, uploads that nothing uses, and what a crash left.

    What cannot be removed now is tried again the next time. With `dry_run` nothing is.
    """
    outputs = list(_expired_outputs(now))
    uploads = list(_unused_uploads(now))
    unlisted = list(_find_unlisted(now))
    if dry_run:
        return CleanUp(_names(outputs), _names(uploads), tuple(unlisted))
    return CleanUp(
        outputs=_names([output for output in outputs if expire_file(output)]),
        uploads=_names([upload for upload in uploads if expire_file(upload)]),
        unlisted=tuple(name for name in unlisted if _remove(name)),
    )


def _expired_outputs(now: datetime) -> QuerySet[OutputFile]:
    """Those past their day, but not one that an unfinished job works on."""
    in_use = Job.all_orgs.filter(source_output=OuterRef("pk"), status__in=ACTIVE)
    is_over = Q(expires_at__lte=now) | Q(
        organization__closed_at__lte=now - settings.CLOSED_OFFICE_KEPT
    )
    return OutputFile.all_orgs.filter(~Exists(in_use), is_over, expired=False)


def _unused_uploads(now: datetime) -> Iterator[Upload]:
    """Those that no row of any kind names, once the office keeps files no longer.

    A job can be run again as long as its row stands, so its uploads stay; but nobody can
    in an office that was closed long enough ago.
    """
    yield from Upload.all_orgs.filter(
        expired=False, organization__closed_at__lte=now - settings.CLOSED_OFFICE_KEPT
    )
    unused = Upload.all_orgs.filter(
        expired=False, organization__closed_at=None
    ).select_related("organization")
    for relation in Upload._meta.related_objects:
        users = relation.related_model._base_manager.filter(
            **{relation.field.name: OuterRef("pk")}
        )
        unused = unused.filter(~Exists(users))
    for upload in unused.iterator():
        if (now - upload.created_at).days >= upload.organization.retention_days:
            yield upload


def _find_unlisted(now: datetime) -> Iterator[str]:
    """Stored files without a row, left when a process was killed between the two."""
    store = default_storage
    for office in _folders(store, ""):
        for folder in FOLDERS:
            for name in _files_below(store, f"{office}/{folder}"):
                age = now - store.get_modified_time(name)
                if age >= settings.UNLISTED_FILE_AGE and not _is_listed(name):
                    yield name


def _is_listed(name: str) -> bool:
    return (
        OutputFile.all_orgs.filter(file=name).exists()
        or Upload.all_orgs.filter(file=name).exists()
    )


def _files_below(store: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = store.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _files_below(store, f"{folder}/{name}")


def _folders(store: Storage, folder: str) -> list[str]:
    try:
        return list(store.listdir(folder)[0])
    except FileNotFoundError:
        return []


def expire_file(row: OutputFile | Upload) -> bool:
    """Whether the file is gone now.

    The row is marked first: a page must not offer a file that is about to go.
    """
    type(row).all_orgs.filter(pk=row.pk).update(expired=True)
    if _remove(str(row.file.name)):
        return True
    type(row).all_orgs.filter(pk=row.pk).update(expired=False)
    return False


def _remove(name: str) -> bool:
    try:
        default_storage.delete(name)
    except engine.STORAGE_FAULTS:
        logger.warning("%s could not be removed.", name, exc_info=True)
        return False
    return True


def _names(rows: list[OutputFile] | list[Upload]) -> tuple[str, ...]:
    return tuple(str(row.file.name) for row in rows)
