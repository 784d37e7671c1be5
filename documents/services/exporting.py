"""Everything of an office in zip files, for leaving with it or keeping it elsewhere."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from bills.queries.works import tabulate_bills
from documents.models import FormatVersion, OwnLetter
from documents.services.formats import read_version
from jobs.domain.outcomes import FileType, JobResult, JobType, OutputDraft
from jobs.engine import STORAGE_FAULTS, JobRun
from jobs.queries import list_stored, tabulate_jobs
from jobs.services import JobSource, submit_job
from organizations.audit import record, tabulate_events
from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, check_permission

if TYPE_CHECKING:
    from django.db.models.fields.files import FieldFile

    from jobs.models import Job
    from organizations.models import Membership, Organization

# A zip is finished when it holds so much: the next file goes into another one.
ZIP_BYTES = 100 * 1024 * 1024

Entry = tuple[str, Callable[[], bytes]]


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
    """One zip, or several of a size that travels.

    What the file store has lost is named in a warning and in the last zip.
    """
    entries = list(_list_entries(run.organization, run.user.pk))
    lost: list[str] = []
    part = _Part()
    drafts: list[OutputDraft] = []
    for done, (name, read) in enumerate(entries):
        run.report(5 + 90 * done // len(entries), gettext_noop("Packing the files"))
        try:
            part.add(name, read())
        except STORAGE_FAULTS:
            lost.append(name)
        if part.size >= ZIP_BYTES:
            drafts.append(part.close(len(drafts) + 1))
            part = _Part()
    if lost:
        part.add("lost files.txt", "\n".join(lost).encode())
    drafts.append(part.close(len(drafts) + 1))
    warnings = (f"{len(lost)} files are no longer in the file store.",) if lost else ()
    return JobResult(
        outputs=tuple(drafts), summary={"entries": len(entries)}, warnings=warnings
    )


class _Part:
    """One zip in the making."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._zip = zipfile.ZipFile(self._buffer, "w", zipfile.ZIP_DEFLATED)

    @property
    def size(self) -> int:
        return self._buffer.tell()

    def add(self, name: str, content: bytes) -> None:
        self._zip.writestr(name, content)

    def close(self, number: int) -> OutputDraft:
        self._zip.close()
        return OutputDraft(
            f"Office_{number}.zip", FileType.ZIP, self._buffer.getvalue()
        )


def _list_entries(organization: Organization, owner: int) -> Iterator[Entry]:
    """Tables first, then the files. Formats that others keep to themselves stay theirs."""
    yield "jobs.csv", lambda: _as_csv(tabulate_jobs(organization))
    yield "works.csv", lambda: _as_csv(tabulate_bills(organization))
    yield "activity.csv", lambda: _as_csv(tabulate_events(organization))
    for name, file in list_stored(organization):
        yield name, partial(_read, file)
    versions = FormatVersion.objects.for_org(organization).select_related("format")
    for version in versions:
        if version.format.is_shared or version.format.user_id == owner:
            name = f"formats/{version.format_id}/{version.number} {version.filename}"
            yield name, partial(read_version, version)
    for letter in OwnLetter.objects.for_org(organization):
        name = f"letters/{letter.kind} {letter.pk}/{letter.filename}"
        yield name, partial(bytes, letter.content)


def _read(file: FieldFile) -> bytes:
    with file.open("rb"):
        return bytes(file.read())


def _as_csv(rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")
