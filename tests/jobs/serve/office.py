"""What a test asks of the database that `serve` uses, in a process with that server's settings."""

from __future__ import annotations

from pathlib import Path

from jobs.domain.outcomes import JobType
from jobs.models import Job
from jobs.services import JobSource, submit_job
from organizations.models import Membership
from organizations.services import sign_up


def submit(folder: str) -> str:
    """Submits the made-up work with its diary in `folder`; the job's id."""
    user = sign_up(email="asha@office.example", password="a-long-secret-9")
    membership = Membership.objects.get(user=user)
    job = submit_job(
        organization=membership.organization,
        actor=membership,
        job_type=JobType.EXPORT_DATA,
        inputs={"diary": str(Path(folder) / "diary"), "go": str(Path(folder) / "go")},
        source=JobSource(),
        key="a key",
    )
    return str(job.pk)


def look(job_id: str) -> dict[str, object]:
    job = Job.all_orgs.get(pk=job_id)
    return {
        "status": job.status,
        "attempt": job.attempt,
        "files": [output.filename for output in job.outputs.all()],
    }
