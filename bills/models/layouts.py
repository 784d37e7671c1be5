"""The layouts that an office has corrected once and wants to be read so ever after."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from organizations.models import OrgOwnedModel


class RememberedLayout(OrgOwnedModel):
    """What the columns under one header row mean."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="remembered_layouts"
    )
    signature = models.CharField(
        max_length=64, help_text="Of the texts of the header row and their columns."
    )
    columns = models.JSONField(default=dict, help_text="Letter to meaning.")
    filename = models.CharField(max_length=255, help_text="Where it was corrected.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "signature"], name="one_layout_per_header"
            )
        ]

    def __str__(self) -> str:
        return self.filename
