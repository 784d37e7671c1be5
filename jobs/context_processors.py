"""What every page shows about jobs: the running ones, and the queue it runs on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from jobs import engine
from jobs.queries import list_running


def running_jobs(request: HttpRequest) -> dict[str, Any]:
    """`running` is a function so that pages without the indicator make no query."""
    membership = getattr(request, "membership", None)

    def running() -> list[Any]:
        return list_running(viewer=membership) if membership else []

    return {"running": running, "broker_note": engine.broker_note}
