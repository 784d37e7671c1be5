"""What a test asks of the database that `serve` uses, in a process with that server's settings."""

from __future__ import annotations

from pathlib import Path

from django.test import Client

from jobs.domain.outcomes import JobType
from jobs.models import Job
from jobs.services import JobSource, submit_job
from organizations.models import AuditEvent, Invitation, Membership
from organizations.services import sign_up


def submit(folder: str) -> str:
    """Submits the made-up work with its diary in `folder`; the job's id."""
    sign_up(email="asha@office.example", password="a-long-secret-9")
    return _submit(folder, "a key")


def submit_more(folder: str) -> str:
    """Another job of the same person."""
    return _submit(folder, "another key")


def _submit(folder: str, key: str) -> str:
    membership = Membership.objects.get(user__email="asha@office.example")
    job = submit_job(
        organization=membership.organization,
        actor=membership,
        job_type=JobType.EXPORT_DATA,
        inputs={"diary": str(Path(folder) / "diary"), "go": str(Path(folder) / "go")},
        source=JobSource(),
        key=key,
    )
    return str(job.pk)


def look(job_id: str) -> dict[str, object]:
    job = Job.all_orgs.get(pk=job_id)
    return {
        "status": job.status,
        "attempt": job.attempt,
        "files": [output.filename for output in job.outputs.all()],
    }


def sign_in(email: str) -> dict[str, str]:
    """The cookie of a new person's session."""
    client = Client()
    client.force_login(sign_up(email=email, password="a-long-secret-9"))
    return {"sessionid": client.cookies["sessionid"].value}


def count_invitations() -> dict[str, int]:
    return {
        "made": Invitation.all_orgs.count(),
        "recorded": AuditEvent.all_orgs.filter(deed="person_invited").count(),
    }
