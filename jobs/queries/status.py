"""The status document of the API."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.urls import reverse

from jobs.domain.states import JobStatus
from jobs.models import Job
from jobs.queries.finding import count_ahead


def describe_status(job: Job) -> dict[str, Any]:
    """The status document of the API. Source: spec jobs, section 3."""
    made = {key: value for key, value in job.result.items() if key != "metadata"}
    return {
        "id": str(job.pk),
        "status": job.status,
        "progress": job.progress,
        "current_step": job.current_step,
        "started_at": _iso(job.started_at),
        "completed_at": _iso(job.completed_at),
        "error_message": job.error_message,
        "error_log": [
            {key: entry.get(key) for key in ("timestamp", "attempt", "step", "error")}
            for entry in job.error_log
        ],
        "result_summary": json.dumps(made) if made else None,
        "outputs": [
            {
                "id": str(output.pk),
                "filename": output.filename,
                "file_type": output.file_type,
                "file_size": output.file_size,
                "download_url": reverse("output_download", args=[output.pk]),
                "download_count": output.download_count,
            }
            for output in job.outputs.all()
        ],
        "is_complete": job.is_final,
        "is_success": job.state is JobStatus.COMPLETED,
        "is_failed": job.state is JobStatus.FAILED,
        "cancel_requested": job.cancel_requested,
        "warnings": job.warnings,
        "attempt": job.attempt,
        "max_attempts": job.max_attempts,
        "next_try_at": _iso(job.next_try_at),
        "heartbeat_at": _iso(job.heartbeat_at),
        "queue_position": _position(job),
    }


def _position(job: Job) -> int | None:
    ahead = count_ahead(job)
    return None if ahead is None else ahead + 1


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
