"""Everything of an office in zip files, for leaving with it or keeping it elsewhere."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext_noop

from bills.queries.works import tabulate_bills
from documents.domain.export_names import ExportNames
from documents.models import FormatVersion, OwnLetter
from documents.services.formats import read_version
from jobs.domain.outcomes import FileType, JobResult, JobType, OutputDraft
from jobs.engine import JobRun, asking_the_store
from jobs.queries import list_stored, tabulate_jobs
from jobs.services import JobSource, submit_job
from organizations.audit import record, tabulate_events
from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, check_permission

if TYPE_CHECKING:
    from uuid import UUID

    from jobs.models import Job
    from organizations.models import Membership, Organization

# A zip is finished when it holds so much: the next file goes into another one.
ZIP_BYTES = 100 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024
# Of these kinds a file is compressed already.
PACKED = frozenset({".xlsx", ".xlsm", ".docx", ".pdf", ".zip", ".jpg", ".jpeg", ".png"})
LOST = "lost files.txt"

Entry = tuple[str, Callable[[], AbstractContextManager[IO[bytes]]]]


def submit_export(*, actor: Membership, key: str) -> Job:
    """The job that packs everything. Raises: RoleTooLow."""
    check_permission(Role(actor.role), Permission.OWN)
    record(actor, Deed.OFFICE_EXPORTED, actor.organization)
    return submit_job(
        organization=actor.organization,
        actor=actor,
        job_type=JobType.EXPORT_DATA,
        inputs={"title": f"Export of {actor.organization}"},
        source=JobSource(),
        key=key,
    )


def export_everything(run: JobRun) -> JobResult:
    """One zip, or several of a size that travels; each is stored as soon as it is full.

    A later attempt goes on after the zips that are stored. What the file store has lost
    is named in a warning and in the last zip.

    Raises: StorageUnavailable.
    """
    entries = list(_list_entries(run.organization, run.user_id))
    kept = run.kept_files()
    packed = {name for stored in kept for name in _read_names(stored.open)}
    lost: list[str] = []
    number = len(kept) + 1
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        part = _Part(Path(folder), number)
        for done, (name, open_it) in enumerate(entries):
            run.report(5 + 90 * done // len(entries), gettext_noop("Packing the files"))
            if name in packed:
                continue
            with asking_the_store():
                try:
                    part.add(name, open_it)
                except FileNotFoundError:
                    lost.append(name)
            if part.size >= ZIP_BYTES:
                run.keep_file(part.close())
                part.remove()
                number += 1
                part = _Part(Path(folder), number)
        if lost:
            part.add(LOST, partial(io.BytesIO, "\n".join(lost).encode()))
        if not (part.is_empty and kept):
            run.keep_file(part.close())
    warnings = (f"{len(lost)} files are no longer in the file store.",) if lost else ()
    return JobResult(outputs=(), summary={"entries": len(entries)}, warnings=warnings)


class _Part:
    """One zip in the making, on the disk."""

    def __init__(self, folder: Path, number: int) -> None:
        self._name = f"Office_{number}.zip"
        self._path = folder / self._name
        self._scratch = folder / "entry"
        self._zip = zipfile.ZipFile(self._path, "w")

    @property
    def is_empty(self) -> bool:
        return not self._zip.namelist()

    @property
    def size(self) -> int:
        return self._path.stat().st_size

    def add(
        self, name: str, open_it: Callable[[], AbstractContextManager[IO[bytes]]]
    ) -> None:
        """Raises: FileNotFoundError, and nothing is added."""
        # Fetched whole first, since half an entry cannot be taken out of a zip.
        with open_it() as stored, self._scratch.open("wb") as scratch:
            shutil.copyfileobj(stored, scratch, CHUNK_BYTES)
        is_packed = PurePosixPath(name).suffix.lower() in PACKED
        how = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        self._zip.write(self._scratch, name, compress_type=how)

    def close(self) -> OutputDraft:
        self._zip.close()
        return OutputDraft(self._name, FileType.ZIP, path=self._path)

    def remove(self) -> None:
        self._path.unlink()


def _list_entries(organization: Organization, owner: int) -> Iterator[Entry]:
    """Tables first, then the files. Formats that others keep to themselves stay theirs."""
    names = ExportNames()
    tables = (tabulate_jobs, tabulate_bills, tabulate_events)
    for title, tabulate in zip(("jobs", "works", "activity"), tables, strict=True):
        yield names.choose(f"{title}.csv"), partial(_open_csv, tabulate, organization)
    for name, file in list_stored(organization):
        # Not the file itself, which would keep its row in memory until its turn comes.
        yield names.choose(name), partial(file.storage.open, str(file.name), "rb")
    versions = FormatVersion.objects.for_org(organization).select_related("format")
    for version in versions.order_by("created_at", "pk").defer("report"):
        if version.format.is_shared or version.format.user_id == owner:
            name = f"formats/{version.format_id}/{version.number} {version.filename}"
            yield names.choose(name), partial(_open_version, version)
    letters = OwnLetter.objects.for_org(organization).order_by("created_at", "pk")
    for letter in letters.defer("content"):
        name = f"letters/{letter.kind} {letter.pk}/{letter.filename}"
        yield names.choose(name), partial(_open_letter, organization, letter.pk)


def _read_names(open_it: Callable[[], AbstractContextManager[IO[bytes]]]) -> list[str]:
    """What a zip of an earlier attempt holds. Raises: StorageUnavailable."""
    with asking_the_store(), open_it() as stored, zipfile.ZipFile(stored) as packed:
        return packed.namelist()


def _open_version(version: FormatVersion) -> io.BytesIO:
    return io.BytesIO(read_version(version))


def _open_letter(organization: Organization, letter_id: UUID) -> io.BytesIO:
    letters = OwnLetter.objects.for_org(organization)
    return io.BytesIO(letters.values_list("content", flat=True).get(pk=letter_id))


@contextmanager
def _open_csv(
    tabulate: Callable[[Organization], Iterable[list[str]]], organization: Organization
) -> Iterator[IO[bytes]]:
    """The table on the disk, since an office of many years has a long one."""
    with tempfile.TemporaryFile() as table:
        text = io.TextIOWrapper(table, "utf-8-sig", newline="", write_through=True)
        csv.writer(text).writerows(tabulate(organization))
        text.detach()
        table.seek(0)
        yield table
