"""Readings that were really read: stored, queued and done in this thread by the job's own work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import pytest
from django.core.files.base import ContentFile

from bills.domain.corrections import SheetCorrections
from bills.models import Reading, ReadingSheet
from bills.services import correct_reading, remember_layout, start_reading
from jobs.engine.execution import run_job
from jobs.models import Job
from jobs.services import JobSource, store_upload
from organizations.models import Membership


def do_job(job: Job | None) -> None:
    """Runs the job here and now, as a worker would."""
    assert job is not None
    import_module("bills.actors")
    run_job(str(job.pk))
    job.refresh_from_db()


@pytest.fixture
def start() -> Callable[..., Reading]:
    """A reading whose job is queued."""

    def start_one(
        member: Membership,
        content: bytes,
        filename: str = "estimate.xlsx",
        inputs: Mapping[str, Any] | None = None,
    ) -> Reading:
        upload = store_upload(
            organization=member.organization,
            actor=member,
            file=ContentFile(content, filename),
        )
        return start_reading(
            actor=member, source=JobSource(upload=upload), inputs=inputs or {}
        )

    return start_one


@pytest.fixture
def read(start: Callable[..., Reading]) -> Callable[..., Reading]:
    """A reading whose job is done."""

    def read_one(*args: Any, **kwargs: Any) -> Reading:
        reading = start(*args, **kwargs)
        do_job(reading.job)
        reading.refresh_from_db()
        return reading

    return read_one


def correct(
    reading: Reading, actor: Membership, sheet: str = "Estimate", **said: Any
) -> Reading:
    """The reading after what is said of the sheet takes the place of what was said."""
    return correct_reading(
        actor=actor,
        reading=reading,
        version=reading.version,
        sheet=sheet,
        change=lambda _: SheetCorrections(**said),
    )


def sheet_of(reading: Reading, title: str = "Estimate") -> ReadingSheet:
    return ReadingSheet.objects.get(reading=reading, title=title)


def remember(reading: Reading, member: Membership) -> None:
    """The columns of its sheet, as the member's page would."""
    sheet = sheet_of(reading)
    remember_layout(
        organization=member.organization,
        actor=member,
        signature=sheet.signature,
        columns={letter: role for letter, role in sheet.columns.items() if role},
        filename=reading.filename,
    )


def rows_of(reading: Reading, title: str = "Estimate") -> dict[int, dict[str, Any]]:
    """Every stored row of the sheet by its number."""
    return {
        row["row"]: row
        for part in sheet_of(reading, title).parts.all()
        for row in part.rows
    }
