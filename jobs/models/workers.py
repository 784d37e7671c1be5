"""The workers' signs of life."""

from __future__ import annotations

from django.db import models


class WorkerBeat(models.Model):
    """A worker process's sign of life, so that a page can say that none is running."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=200)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.host} {self.pid}"
