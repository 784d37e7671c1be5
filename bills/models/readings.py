"""What was understood of an uploaded workbook, kept so that it can be shown and corrected."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from organizations.models import OrgOwnedModel


class Reading(OrgOwnedModel):
    """One workbook as it was read, and what its reader was told to read differently."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="readings"
    )
    upload = models.ForeignKey(
        "jobs.Upload", models.PROTECT, null=True, blank=True, related_name="readings"
    )
    source_output = models.ForeignKey(
        "jobs.OutputFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        help_text="The made file that was read, when it is not an upload.",
    )
    job = models.ForeignKey(
        "jobs.Job",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="readings",
        help_text="The job that read it last.",
    )
    bill = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="workslip",
        help_text="The reading of the bill that this workslip brings up to date.",
    )
    submit_key = models.CharField(  # noqa: DJ001 - those of no form are all different
        max_length=64,
        null=True,
        editable=False,
        help_text="The same for two posts of one form.",
    )
    filename = models.CharField(max_length=255)
    inputs = models.JSONField(
        default=dict, blank=True, help_text="What was typed for the bill so far."
    )
    corrections = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(
        default=0, help_text="Grows with each change of the corrections."
    )
    read_version = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="The version of the corrections that the sheets show; empty before the first reading.",
    )
    problems = models.JSONField(
        default=list, blank=True, help_text="Those of the file and of no sheet."
    )
    cell_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["organization", "-created_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "submit_key"], name="one_reading_per_submit"
            )
        ]

    def __str__(self) -> str:
        return self.filename


class ReadingSheet(models.Model):
    """One sheet of the workbook, in its place, with everything but its rows."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="sheets")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    reason = models.CharField(
        max_length=300, blank=True, help_text="Why it is not read; empty when it is."
    )
    header_row = models.PositiveIntegerField(default=0)
    signature = models.CharField(max_length=64, blank=True)
    columns = models.JSONField(default=dict, blank=True, help_text="Letter to meaning.")
    fields = models.JSONField(default=list, blank=True)
    totals = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    item_count = models.PositiveIntegerField(default=0)
    row_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "position"], name="one_sheet_per_place"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ReadingRows(models.Model):
    """A stretch of rows of a sheet, as many as one page shows."""

    sheet = models.ForeignKey(ReadingSheet, models.CASCADE, related_name="parts")
    part = models.PositiveIntegerField()
    rows = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "reading rows"
        ordering = ["part"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "part"], name="one_part_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.sheet} part {self.part}"
