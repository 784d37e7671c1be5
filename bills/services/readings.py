"""Readings of uploaded workbooks: starting, correcting and storing them; what one holds is built in preview.py."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from bills.domain.corrections import (
    NOTHING_CORRECTED,
    Corrections,
    SheetCorrections,
)
from bills.models import Reading, ReadingRows, ReadingSheet
from bills.queries.readings import get_reading, may_correct, readings_of
from bills.services.layouts import list_layouts
from bills.services.preview import Document, build_preview
from jobs.domain.outcomes import JobRefused, JobResult, JobType
from jobs.engine import JobRun, run_in_child
from jobs.services import FilePurpose, JobSource, digest_of, submit_job
from organizations.domain.roles import Permission, Role, RoleTooLow, check_permission

if TYPE_CHECKING:
    from jobs.models import Job
    from organizations.models import Membership

Change = Callable[[SheetCorrections], SheetCorrections]

STORED_AT_ONCE = 20  # parts of a sheet


class ReadingChanged(Exception):
    """The corrections are no longer those that this change was made to."""

    code = "reading_changed"


def start_reading(
    *,
    actor: Membership,
    source: JobSource,
    inputs: Mapping[str, Any],
    corrections: Corrections = NOTHING_CORRECTED,
    workslip_corrections: Corrections = NOTHING_CORRECTED,
    key: str = "",
) -> Reading:
    """A new reading, whose job is on its way, or the one of the first post of this form.

    `inputs` are those typed for the bill so far. A workslip among the further files of
    the source gets a reading of its own. Raises: RoleTooLow.
    """
    check_permission(Role(actor.role), Permission.RUN_OWN_JOBS)
    submit_key = digest_of([key, source.digest, dict(inputs)]) if key else None
    try:
        with transaction.atomic():
            reading = _create(
                actor,
                source,
                corrections,
                inputs=inputs,
                submit_key=submit_key,
            )
            slips = [up for kind, up in source.further if kind is FilePurpose.WORKSLIP]
            if slips:
                slip = _create(
                    actor,
                    JobSource(upload=slips[0]),
                    workslip_corrections,
                    bill=reading,
                )
                _submit(slip, actor)
            _submit(reading, actor)
    except IntegrityError:
        return readings_of(actor.organization).get(submit_key=submit_key)
    return reading


def start_reading_of_job(*, actor: Membership, job: Job) -> Reading:
    """A reading of the workbook that the job worked on, with its corrections and inputs.

    Raises: RoleTooLow, Reading.DoesNotExist when the job worked on no file.
    """
    if not (job.upload or job.source_output):
        raise Reading.DoesNotExist("The job worked on no file.")
    inputs = dict(job.result.get("metadata", {}))
    slips = job.further_files.filter(purpose=FilePurpose.WORKSLIP)
    return start_reading(
        actor=actor,
        source=JobSource(
            upload=job.upload,
            output=job.source_output,
            further=[(FilePurpose.WORKSLIP, slip.upload) for slip in slips],
        ),
        corrections=Corrections.from_json(inputs.pop("corrections", None) or {}),
        workslip_corrections=Corrections.from_json(
            inputs.pop("workslip_corrections", None) or {}
        ),
        inputs={
            name: value
            for name, value in inputs.items()
            if name not in ("title", "layouts")
        },
    )


def correct_reading(
    *, actor: Membership, reading: Reading, version: int, sheet: str, change: Change
) -> Reading:
    """The reading with the sheet of that title corrected, and read again accordingly.

    A small workbook is read here and now, a large one by a job. A change that changes
    nothing is none. Raises: RoleTooLow; ReadingChanged, when `version` is not the present
    one.
    """
    check_may_correct(reading, actor)
    if version != reading.version:
        raise _has_changed(reading)
    before = Corrections.from_json(reading.corrections)
    after = Corrections({**before.sheets, sheet: change(before.of(sheet))})
    if after.as_json() == before.as_json():
        return reading
    return _read(reading, actor, after)


def read_again(*, actor: Membership, reading: Reading) -> Reading:
    """The reading of the same workbook with the same corrections and today's layouts.

    Raises: RoleTooLow, ReadingChanged.
    """
    check_may_correct(reading, actor)
    return _read(reading, actor, Corrections.from_json(reading.corrections))


def save_inputs(
    *, actor: Membership, reading: Reading, inputs: Mapping[str, Any]
) -> None:
    """Keeps what was typed for the bill, for whoever opens the reading again.

    Raises: RoleTooLow.
    """
    check_may_correct(reading, actor)
    _row_of(reading).update(inputs=dict(inputs))


def read_for_preview(run: JobRun) -> JobResult:
    """The work of an `excel_parse` job: reads the workbook and stores what it shows.

    Corrections made since the job was submitted have a job of their own: then nothing is
    stored. Raises: JobRefused, when the file cannot be opened.
    """
    reading = _reading_of(run)
    _row_of(reading).update(job=run.job_id)
    result = JobResult(
        outputs=(),
        summary={"reading": str(reading.pk)},
        last_step="Processing complete",
    )
    version = run.inputs["version"]
    if reading.version != version:
        return result
    filename, content = run.source()
    document = run_in_child(
        run,
        build_preview,
        filename=filename,
        content=content,
        corrections=Corrections.from_json(reading.corrections),
        layouts=list_layouts(run.organization),
    )
    run.report(45, "Storing the sheets...")
    with suppress(ReadingChanged):
        _store(reading, document, {"read_version": version})
    run.report(50, "Data stored successfully")
    if not document["sheets"]:
        raise JobRefused(
            document["problems"][0]["message"],
            hint="Choose another file.",
            summary={"problems": document["problems"], "reading": str(reading.pk)},
        )
    return result


def check_may_correct(reading: Reading, actor: Membership) -> None:
    """Raises: RoleTooLow, unless it is the member's own or the role reaches further."""
    if not may_correct(reading, actor):
        raise RoleTooLow(Role(actor.role), Permission.RUN_ALL_JOBS)


def _create(
    actor: Membership,
    source: JobSource,
    corrections: Corrections,
    *,
    inputs: Mapping[str, Any] | None = None,
    submit_key: str | None = None,
    bill: Reading | None = None,
) -> Reading:
    file = source.upload or source.output
    assert file is not None  # noqa: S101 - a source names a file
    return Reading.objects.create(
        organization=actor.organization,
        user=actor.user,
        upload=source.upload,
        source_output=source.output,
        filename=file.filename,
        inputs=dict(inputs or {}),
        corrections=corrections.as_json(),
        submit_key=submit_key,
        bill=bill,
    )


def _has_changed(reading: Reading) -> ReadingChanged:
    return ReadingChanged(
        gettext(
            "Somebody has corrected %(filename)s in the meantime. This is how it stands now; your change was not made. Make it again if it is still needed."
        )
        % {"filename": reading.filename}
    )


def _reading_of(run: JobRun) -> Reading:
    try:
        return get_reading(
            organization=run.organization, reading_id=UUID(run.inputs["reading"])
        )
    except Reading.DoesNotExist:
        raise JobRefused(
            "The reading that this job was for is gone.", hint="Upload the file again."
        ) from None


def _row_of(reading: Reading) -> QuerySet[Reading]:
    return Reading.objects.for_org(reading.organization).filter(pk=reading.pk)


def _read(reading: Reading, actor: Membership, corrections: Corrections) -> Reading:
    """Reads the workbook anew, as the next version; a large one later, by a job."""
    content = _content_of_small(reading)
    corrected = {"corrections": corrections.as_json(), "version": reading.version + 1}
    if content is None:
        with transaction.atomic():
            _move_on(reading, corrected)
            _submit(reading, actor)
        return reading
    document = build_preview(
        filename=reading.filename,
        content=content,
        corrections=corrections,
        layouts=list_layouts(reading.organization),
    )
    _store(reading, document, {**corrected, "read_version": reading.version + 1})
    return reading


def _content_of_small(reading: Reading) -> bytes | None:
    """The file, when it can be read while the user waits; a lost one is told by a job."""
    if not 0 < reading.cell_count <= settings.PREVIEW_INLINE_CELLS:
        return None
    source = reading.upload or reading.source_output
    assert source is not None  # noqa: S101 - a reading names a file
    try:
        with source.file.open("rb") as stored:
            content: bytes = stored.read()
    except FileNotFoundError:
        return None
    return content


def _submit(reading: Reading, actor: Membership) -> None:
    """Puts the job that reads the present version on its way."""
    reading.job = submit_job(
        organization=reading.organization,
        actor=actor,
        job_type=JobType.EXCEL_PARSE,
        inputs={
            "title": "Reading",
            "reading": str(reading.pk),
            "version": reading.version,
        },
        source=JobSource(upload=reading.upload, output=reading.source_output),
        key="",
    )
    _row_of(reading).update(job=reading.job)


def _store(reading: Reading, document: Document, values: Mapping[str, Any]) -> None:
    """Replaces the sheets, in one short transaction. Raises: ReadingChanged."""
    with transaction.atomic():
        _move_on(
            reading,
            {
                **values,
                "problems": document["problems"],
                "cell_count": document["cell_count"],
            },
        )
        ReadingRows.objects.filter(sheet__reading=reading).delete()
        reading.sheets.all().delete()
        for position, described in enumerate(document["sheets"], 1):
            _store_sheet(reading, position, described)


def _move_on(reading: Reading, values: Mapping[str, Any]) -> None:
    """Changes the reading, if nobody changed it since it was read from the database.

    Raises: ReadingChanged.
    """
    row = _row_of(reading).filter(version=reading.version)
    if not row.update(**values, updated_at=timezone.now()):
        raise _has_changed(reading)
    for name, value in values.items():
        setattr(reading, name, value)


def _store_sheet(reading: Reading, position: int, described: Document) -> None:
    columns = {name: value for name, value in described.items() if name != "parts"}
    sheet = ReadingSheet.objects.create(reading=reading, position=position, **columns)
    parts = described["parts"]
    for start in range(0, len(parts), STORED_AT_ONCE):
        some = enumerate(parts[start : start + STORED_AT_ONCE], start + 1)
        ReadingRows.objects.bulk_create(
            ReadingRows(sheet=sheet, part=part, rows=json.loads(rows))
            for part, rows in some
        )
