"""The people of a chaos run: they submit, press twice and cancel, through the services that the pages use."""

from __future__ import annotations

import random
from uuid import uuid4

from django.core.files.base import ContentFile

from bills.services import make_sample_estimate, submit_bill_job
from jobs.domain.outcomes import JobType
from jobs.domain.states import ACTIVE
from jobs.models import Job
from jobs.services import JobSource, cancel_job, submit_job
from organizations.models import Membership
from organizations.services import sign_up

MADE_UP = (JobType.EXPORT_DATA, JobType.EXCEL_PARSE, JobType.GENERATE_WORKSLIP)


class Submitter:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._members = [
            Membership.objects.get(
                user=sign_up(email=f"{name}@chaos.example", password=uuid4().hex)
            )
            for name in ("asha", "chitra")
        ]
        self._estimate = make_sample_estimate()

    def submit(self) -> Job:
        """One more job; one in ten is posted twice, and one in five makes a real bill."""
        member = self._chance.choice(self._members)
        key = str(uuid4())
        is_bill = self._chance.random() < 0.2
        make = self._bill if is_bill else self._made_up
        draw = self._chance.random()
        job = make(member, key, draw)
        if self._chance.random() < 0.1:
            again = make(member, key, draw)
            assert again.pk == job.pk, "a second press made a second job"
        return job

    def cancel_some(self) -> None:
        for member in self._members:
            jobs = Job.objects.for_org(member.organization).filter(status__in=ACTIVE)
            job = jobs.order_by("?").first()
            if job:
                cancel_job(job=job, actor=member)

    def _made_up(self, member: Membership, key: str, draw: float) -> Job:
        kind = MADE_UP[int(draw * len(MADE_UP))]
        return submit_job(
            organization=member.organization,
            actor=member,
            job_type=kind,
            inputs={"title": "Chaos", "key": key, "seconds": draw * 3, "files": 3},
            source=JobSource(),
            key=key,
        )

    def _bill(self, member: Membership, key: str, draw: float) -> Job:
        return submit_bill_job(
            actor=member,
            workbooks=[ContentFile(self._estimate.content, name="Estimate.xlsx")],
            inputs={"action": "estimate_first_part", "number": None, "mb_no": key},
            key=key,
        )
