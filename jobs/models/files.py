"""The files of jobs: what somebody gave us and what a job made."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils.text import get_valid_filename

from jobs.domain.outcomes import FileType
from organizations.models import OrgOwnedModel


def upload_path(upload: Upload, filename: str) -> str:
    """`<office>/uploads/<random>/<name>`: nothing that a stranger can guess."""
    return f"{upload.organization_id}/uploads/{uuid.uuid4()}/{_safe_name(filename)}"


def output_path(output: OutputFile, filename: str) -> str:
    return f"{output.organization_id}/outputs/{uuid.uuid4()}/{_safe_name(filename)}"


def _safe_name(filename: str) -> str:
    return get_valid_filename(PurePath(filename).name)[-100:]


class Upload(OrgOwnedModel):
    """A file as somebody gave it to us; it is never changed."""

    class Status(models.TextChoices):
        PENDING = "pending"
        PROCESSING = "processing"
        COMPLETED = "completed"
        FAILED = "failed"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads"
    )
    file = models.FileField(upload_to=upload_path, max_length=300)
    filename = models.CharField(max_length=255)
    file_size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    expired = models.BooleanField(
        default=False, help_text="Nothing used it, and the file was removed."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["organization", "-created_at"])]

    def __str__(self) -> str:
        return self.filename


class OutputFile(OrgOwnedModel):
    """A file that a job made. The row appears only after the file is stored."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="output_files"
    )
    job = models.ForeignKey("jobs.Job", models.CASCADE, related_name="outputs")
    file = models.FileField(upload_to=output_path, max_length=300)
    filename = models.CharField(max_length=255)
    file_type = models.CharField(
        max_length=10, choices=[(kind.value, kind.value) for kind in FileType]
    )
    file_size = models.PositiveBigIntegerField()
    page_count = models.PositiveIntegerField(
        null=True, blank=True, help_text="Pages or sheets; empty when nobody counted."
    )
    download_count = models.PositiveIntegerField(default=0)
    last_downloaded = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    expired = models.BooleanField(default=False)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["created_at", "filename"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "filename"], name="one_file_of_a_name_per_job"
            )
        ]

    def __str__(self) -> str:
        return self.filename
