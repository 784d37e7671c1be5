"""What every page shows about jobs: the running ones, the news, and the queue it runs on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from jobs import engine
from jobs.queries import JobView, list_running
from jobs.queries.news import list_news, shown_of
from jobs.services import mark_told


def running_jobs(request: HttpRequest) -> dict[str, Any]:
    """Functions, so that pages that show none of it make no query."""
    membership = getattr(request, "membership", None)
    found: list[list[JobView]] = []

    def running() -> list[JobView]:
        if not found:
            found.append(list_running(viewer=membership) if membership else [])
        return found[0]

    def toasts() -> list[JobView]:
        news = list_news(membership) if membership else []
        mark_told(news)
        return news

    return {
        "running": running,
        "shown": lambda: shown_of(running()),
        "toasts": toasts,
        "broker_note": engine.broker_note,
    }
