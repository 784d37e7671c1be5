"""The office's own formats in their versions, and each use of one."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils.text import get_valid_filename

from organizations.models import OrgOwnedModel


def format_path(version: FormatVersion, filename: str) -> str:
    """`<office>/formats/<random>/<name>`: nothing that a stranger can guess."""
    name = get_valid_filename(PurePath(filename).name)[-100:]
    return f"{version.organization_id}/formats/{uuid.uuid4()}/{name}"


class Format(OrgOwnedModel):
    """A form of the office, of one person unless it is shared; its files are the versions."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="formats"
    )
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    mappings = models.TextField(
        blank=True, help_text="Lines of KEY = label text to find."
    )
    is_shared = models.BooleanField(default=True)
    is_locked = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["name", "created_at"]

    def __str__(self) -> str:
        return self.name


class FormatVersion(OrgOwnedModel):
    """A file of a format; it never changes, so that a job finds what it was ordered with."""

    format = models.ForeignKey(Format, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="format_versions"
    )
    filename = models.CharField(max_length=255)
    file = models.FileField(upload_to=format_path, max_length=300)
    file_size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    report = models.JSONField(default=dict, help_text="What the doctor found.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["format", "number"], name="one_format_version_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.filename}, version {self.number}"


class FormatCopy(models.Model):
    """The bytes of a version in the database, for when the file store has lost them."""

    version = models.OneToOneField(
        FormatVersion, models.CASCADE, primary_key=True, related_name="copy"
    )
    content = models.BinaryField()

    class Meta:
        verbose_name_plural = "format copies"

    def __str__(self) -> str:
        return str(self.version)


class Filling(OrgOwnedModel):
    """One use of a format: its source, the values found there and what was typed instead."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="fillings"
    )
    version = models.ForeignKey(FormatVersion, models.PROTECT, related_name="fillings")
    upload = models.ForeignKey(
        "jobs.Upload", models.PROTECT, null=True, blank=True, related_name="fillings"
    )
    source_output = models.ForeignKey(
        "jobs.OutputFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fillings",
        help_text="The made bill that is the source, when it is not an upload.",
    )
    job = models.ForeignKey(
        "jobs.Job",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="fillings",
        help_text="The job that read the source.",
    )
    submit_key = models.CharField(  # noqa: DJ001 - those of no form are all different
        max_length=64, null=True, editable=False
    )
    preview = models.JSONField(default=dict, blank=True)
    edits = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "submit_key"], name="one_filling_per_submit"
            )
        ]

    def __str__(self) -> str:
        return str(self.version)
