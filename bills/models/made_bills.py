"""The register of works and of the bills that were made of each."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from organizations.models import OrgOwnedModel


class RegisteredWork(OrgOwnedModel):
    """A work of the office, entered with its first bill."""

    key = models.CharField(
        max_length=300, help_text="Agreement or name of work, as they are compared."
    )
    name_of_work = models.TextField(blank=True)
    agreement = models.CharField(max_length=300, blank=True)
    agency = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    billed_at = models.DateTimeField(help_text="When its last bill was made.")

    class Meta(OrgOwnedModel.Meta):
        ordering = ["-billed_at"]
        indexes = [
            models.Index(fields=["organization", "key"]),
            models.Index(fields=["organization", "-billed_at"]),
        ]

    def __str__(self) -> str:
        return self.name_of_work or self.agreement


class MadeBill(OrgOwnedModel):
    """One bill that a job made; it counts once its job is completed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="made_bills"
    )
    job = models.ForeignKey("jobs.Job", models.CASCADE, related_name="made_bills")
    work = models.ForeignKey(
        RegisteredWork, models.SET_NULL, null=True, blank=True, related_name="bills"
    )
    sheet = models.CharField(max_length=100, help_text="Of the workbook that was made.")
    work_key = models.CharField(
        max_length=300, help_text="Agreement or name of work, as they are compared."
    )
    name_of_work = models.TextField(blank=True)
    agreement = models.CharField(max_length=300, blank=True)
    agency = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    is_final = models.BooleanField()
    mb_details = models.CharField(max_length=300, blank=True)
    total = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    since_last_total = models.DecimalField(
        max_digits=15, decimal_places=2, null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["organization", "work_key"])]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "sheet"], name="one_made_bill_per_sheet"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.agreement}".strip()
