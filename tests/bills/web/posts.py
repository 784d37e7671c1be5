"""Posting the New bill form as a browser does, doing the job at once, and fetching what it made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import bills.actors  # noqa: F401 - the works that the jobs need
from bills.services import make_sample_estimate
from jobs.engine.execution import run_job
from jobs.models import Job
from organizations.models import Membership
from tests.conftest import sign_in

HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}
# A workbook of which little arrived: the form takes it, and no reader opens it.
CUT = b"PK\x03\x04 cut short"


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def estimate(name: str = "estimate.xlsx") -> SimpleUploadedFile:
    """The worked example, without a premium."""
    return file(name, make_sample_estimate().content)


def post_bill(
    member: Membership,
    headers: Any = None,
    *,
    address: Any = "",
    **fields: Any,
) -> Any:  # Django's test response, which has a context
    """The answer to the form with these fields; all others stay as they are at first."""
    typed = {
        "key": str(uuid4()),
        "action": "estimate_first_part",
        "then": "make",
    } | fields
    return sign_in(member).post(
        address or reverse("bill_new"), typed, headers=headers or {}
    )


def last_job(member: Membership) -> Job:
    return Job.objects.for_org(member.organization).latest("number")


def do_last_job(member: Membership) -> Job:
    """The newest job of the office, done here and now by its real work."""
    job = last_job(member)
    run_job(str(job.pk))
    job.refresh_from_db()
    return job


def download(member: Membership, job: Job, name: str = "") -> bytes:
    """A file that the job made, over HTTP; without a name its only one."""
    outputs = job.outputs.filter(filename=name) if name else job.outputs.all()
    address = reverse("output_download", args=[outputs.get().pk])
    answer: Any = sign_in(member).get(address)
    return b"".join(answer.streaming_content)


def names(job: Job) -> Sequence[str]:
    return sorted(output.filename for output in job.outputs.all())


def page(member: Membership, job: Job) -> str:
    """The page of the job."""
    answer = sign_in(member).get(reverse("job_detail", args=[job.pk]))
    return str(answer.content.decode())
