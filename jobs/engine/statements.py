"""What the engine writes again and again in every job, written out once (decision 20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from jobs.domain.states import JobStatus
from jobs.models import Job, JobEvent, Upload
from organizations.models import User

# The job's row, but only while its state and its holder are as loaded.
HELD = "id = %s AND status = %s AND lease_owner = %s"
START = f"""
    UPDATE jobs_job SET status = %s, lease_owner = %s, attempt = %s,
        started_at = %s, heartbeat_at = %s, next_try_at = NULL
    WHERE {HELD}
"""  # noqa: S608 - parts of its own, as below
PROGRESS = f"""
    UPDATE jobs_job SET progress = %s, current_step = %s, heartbeat_at = %s
    WHERE {HELD} AND NOT cancel_requested
"""  # noqa: S608
PLAN = f"UPDATE jobs_job SET plan = %s WHERE {HELD}"  # noqa: S608
ADD_EVENT = """
    INSERT INTO jobs_jobevent (job_id, at, actor_id, kind, text)
    VALUES (%s, %s, %s, %s, %s)
"""
# The upload that the job works on, then the further ones with what each is for.
FILES = """
    SELECT upload.*, '' AS purpose, -1 AS position
    FROM jobs_upload AS upload WHERE upload.id = %s
    UNION ALL
    SELECT upload.*, further.purpose, further.position
    FROM jobs_furtherfile AS further
    JOIN jobs_upload AS upload ON upload.id = further.upload_id
    WHERE further.job_id = %s
    ORDER BY position
"""
MARK_UPLOAD = "UPDATE jobs_upload SET status = %s WHERE id = %s"


def start_attempt(job: Job, owner: str, now: datetime) -> bool:
    """Whether the job is now run by `owner`; it is not when somebody else was quicker."""
    changes = (JobStatus.RUNNING.value, owner, job.attempt + 1, now, now)
    return _write(START, *changes, *_held(job))


def write_progress(job: Job, percent: int, step: str) -> bool:
    """Whether it was written: not when the job was moved or is to be cancelled."""
    return _write(PROGRESS, percent, step[:200], timezone.now(), *_held(job))


def write_plan(job: Job, steps: Sequence[str]) -> None:
    plan = Job._meta.get_field("plan").get_db_prep_value(list(steps), connection)
    _write(PLAN, plan, *_held(job))


def add_event(
    job: Job, kind: JobEvent.Kind, text: str, actor: User | None = None
) -> None:
    who = actor.pk if actor else None
    _write(ADD_EVENT, job.pk, timezone.now(), who, kind.value, text[:300])


def mark_upload(upload_id: UUID, status: Upload.Status) -> None:
    _write(MARK_UPLOAD, status.value, upload_id)


def list_files(job: Job) -> list[Upload]:
    """What the job works on; `purpose` on each is "" or that of a further file."""
    keys = [job.upload_id and _as_column(job.upload_id), _as_column(job.pk)]
    return list(Upload.all_orgs.raw(FILES, keys))


def _held(job: Job) -> tuple[UUID, str, str]:
    return job.pk, job.status, job.lease_owner


def _write(statement: str, *values: Any) -> bool:
    """Whether there was a row to write."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [_as_column(value) for value in values])
        return bool(cursor.rowcount)


def _as_column(value: Any) -> Any:
    match value:
        case UUID():
            return Job._meta.pk.get_db_prep_value(value, connection)
        case datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case _:
            return value
