"""The rows that the queues work on: one office with its person, and jobs that wait."""

from __future__ import annotations

import shutil
from itertools import count
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command

from jobs.domain.outcomes import JobType
from jobs.models import Job, JobEvent, Upload
from organizations.models import Membership, User
from organizations.services import create_organization


class Office:
    """Made in a new database; `workbook` is what its bills are made of."""

    def __init__(self, workbook: bytes) -> None:
        call_command("migrate", verbosity=0)
        user = User.objects.create_user("bench@office.example", uuid4().hex)
        organization = create_organization(name="Bench", owner=user)
        self.member = Membership.objects.get(organization=organization, user=user)
        self._owned = {"organization": organization, "user": user}
        self._numbers = count(1)
        self._upload = self._store(workbook)

    def add_jobs(self, how_many: int, work: str) -> list[Job]:
        """Waiting jobs: bills of the workbook or small ones."""
        is_bill = work == "bill"
        kind = JobType.GENERATE_BILL if is_bill else JobType.EXPORT_DATA
        inputs = {"action": "workslip_first_part"} if is_bill else {}
        jobs = Job.all_orgs.bulk_create(
            Job(
                **self._owned,
                upload=self._upload if is_bill else None,
                job_type=kind.value,
                number=number,
                fingerprint=f"f{number}",
                idempotency_key=f"k{number}",
                result={"metadata": inputs},
            )
            for number in (next(self._numbers) for _ in range(how_many))
        )
        JobEvent.objects.bulk_create(JobEvent(job=job, kind="created") for job in jobs)
        return jobs

    def is_done(self) -> bool:
        """Whether all jobs have ended. Raises: RuntimeError, when one of them failed."""
        jobs = Job.all_orgs.all()
        if failed := jobs.filter(status="failed").first():
            raise RuntimeError(f"{failed}: {failed.error_message} {failed.error_log}")
        return not jobs.filter(completed_at=None).exists()

    def throughput(self) -> float:
        """Jobs a second, from the end of the first tenth of the jobs to the end of all.

        The first tenth is left out: it ends while the workers are still starting.
        """
        ends = list(
            Job.all_orgs.order_by("completed_at").values_list("completed_at", flat=True)
        )
        skipped = len(ends) // 10
        seconds = (ends[-1] - ends[skipped]).total_seconds()
        return (len(ends) - 1 - skipped) / seconds

    def clear(self) -> None:
        """No job, no made file."""
        Job.all_orgs.all().delete()
        for folder in settings.MEDIA_ROOT.glob("*/outputs"):
            shutil.rmtree(folder)

    def _store(self, content: bytes) -> Upload:
        upload = Upload(
            **self._owned,
            filename="workslip.xlsx",
            file_size=len(content),
            sha256="0" * 64,
        )
        upload.file.save(upload.filename, ContentFile(content), save=False)
        upload.save(force_insert=True)
        return upload
