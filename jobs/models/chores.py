"""When each of the engine's recurring chores was last begun."""

from __future__ import annotations

from django.db import models


class Chore(models.Model):
    """One row for each chore, so that of several schedulers only one begins it."""

    name = models.CharField(max_length=40, primary_key=True)
    begun_at = models.DateTimeField()
    result = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
