"""The rows that the queues work on: one office with its person, and jobs that wait."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import count
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from jobs.domain.outcomes import JobType
from jobs.models import Job, Upload
from organizations.models import Membership, User
from organizations.services import create_organization

_numbers = count(1)


def open_office() -> Membership:
    """The founder of an office in a new database."""
    call_command("migrate", verbosity=0)
    user = User.objects.create_user("bench@office.example", uuid4().hex)
    organization = create_organization(name="Bench", owner=user)
    return Membership.objects.get(organization=organization, user=user)


def store_workbook(member: Membership, content: bytes) -> Upload:
    upload = Upload(
        organization=member.organization,
        user=member.user,
        filename="workslip.xlsx",
        file_size=len(content),
        sha256="0" * 64,
    )
    upload.file.save(upload.filename, ContentFile(content), save=False)
    upload.save(force_insert=True)
    return upload


def add_jobs(
    member: Membership,
    how_many: int,
    *,
    upload: Upload | None = None,
    inputs: dict[str, str] | None = None,
) -> list[Job]:
    """Waiting jobs: bills of the upload, or small ones when there is none."""
    kind = JobType.GENERATE_BILL if upload else JobType.EXPORT_DATA
    return Job.all_orgs.bulk_create(
        Job(
            organization=member.organization,
            user=member.user,
            upload=upload,
            job_type=kind.value,
            number=number,
            fingerprint=f"f{number}",
            idempotency_key=f"k{number}",
            result={"metadata": inputs or {}},
        )
        for number in (next(_numbers) for _ in range(how_many))
    )


def are_done(jobs: Iterable[Job]) -> bool:
    """Raises: RuntimeError, when one of them failed."""
    mine = Job.all_orgs.filter(pk__in=[job.pk for job in jobs][:500])
    if failed := mine.filter(status="failed").first():
        raise RuntimeError(f"{failed}: {failed.error_message} {failed.error_log}")
    return not Job.all_orgs.filter(completed_at=None).exists()


def throughput(jobs: int) -> float:
    """Jobs a second, from the end of the tenth part of the jobs to the last one's end.

    The first tenth is left out: it ends while the workers are still starting.
    """
    ends = list(
        Job.all_orgs.order_by("completed_at").values_list("completed_at", flat=True)
    )
    assert len(ends) == jobs
    skipped = jobs // 10
    return (jobs - 1 - skipped) / (ends[-1] - ends[skipped]).total_seconds()


def clear() -> None:
    """No job, no made file."""
    Job.all_orgs.all().delete()
    for folder in settings.MEDIA_ROOT.glob("*/outputs"):
        shutil.rmtree(folder)


def milliseconds_to_start(job: Job, sent_at: object) -> float:
    job.refresh_from_db(fields=["started_at"])
    assert job.started_at
    return (job.started_at - sent_at).total_seconds() * 1000


now = timezone.now
