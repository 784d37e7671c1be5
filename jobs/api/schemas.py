"""What goes over the API, as types. Source: spec jobs, section 3."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema


class Problem(Schema):
    error: str


class ErrorEntry(Schema):
    timestamp: datetime | None = None
    attempt: int | None = None
    step: str | None = None
    error: str | None = None


class StatusOutput(Schema):
    id: UUID
    filename: str
    file_type: str
    file_size: int
    download_url: str
    download_count: int


class JobStatusDocument(Schema):
    id: UUID
    status: str
    progress: int = Field(ge=0, le=100)
    current_step: str
    started_at: datetime | None
    completed_at: datetime | None
    error_message: str
    error_log: list[ErrorEntry]
    result_summary: str | None
    outputs: list[StatusOutput]
    is_complete: bool
    is_success: bool
    is_failed: bool
    cancel_requested: bool
    warnings: list[str]
    attempt: int
    max_attempts: int
    next_try_at: datetime | None
    heartbeat_at: datetime | None
    queue_position: int | None


class JobOrder(Schema):
    upload_id: UUID | None = None
    job_type: str
    metadata: dict[str, Any] = {}


class JobTaken(Schema):
    job_id: UUID
    status: str
    status_url: str
    task_id: str


class JobChanged(Schema):
    id: UUID
    status: str
    cancel_requested: bool
    message: str


class JobLine(Schema):
    id: UUID
    number: int
    job_type: str
    title: str
    status: str
    progress: int
    created_at: datetime
    completed_at: datetime | None
    status_url: str


class JobLines(Schema):
    jobs: list[JobLine]
    next: str | None


class UploadJob(Schema):
    id: UUID
    status: str
    progress: int
    status_url: str


class UploadDocument(Schema):
    id: UUID
    filename: str
    status: str
    file_size: int
    created_at: datetime
    job: UploadJob | None


class OutputDocument(Schema):
    id: UUID
    filename: str
    file_type: str
    file_size: int
    created_at: datetime
    download_count: int
    last_downloaded: datetime | None
    job_id: UUID
    job_status: str
    download_url: str


class OutputDocuments(Schema):
    outputs: list[OutputDocument]
