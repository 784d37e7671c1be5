"""Figures of jobs, workers and requests for Prometheus, to whoever has the token."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from jobs.queries.figures import compute_figures

# Of this web process; Prometheus adds up those of all of them.
registry = CollectorRegistry()
requests = Counter(
    "worksbill_http_requests",
    "Requests by page and answer.",
    ["page", "status"],
    registry=registry,
)
latency = Histogram(
    "worksbill_http_seconds", "Time to answer.", ["page"], registry=registry
)


class _Jobs:
    """Read from the rows when somebody asks, so that every process says the same."""

    def collect(self) -> Iterator[Metric]:
        figures = compute_figures()
        jobs = GaugeMetricFamily(
            "worksbill_jobs", "Jobs by state and kind.", labels=["state", "kind"]
        )
        for (state, kind), count in figures.jobs.items():
            jobs.add_metric([state, kind], count)
        yield jobs
        for name, help_text, value in (
            ("oldest_waiting_seconds", "Age of the oldest due job.", figures.oldest),
            ("workers", "Worker processes with a sign of life.", figures.workers),
            ("job_seconds_median", "Of the last hour's jobs.", figures.median),
        ):
            yield GaugeMetricFamily(f"worksbill_{name}", help_text, value=value)


registry.register(_Jobs())


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Raises: Http404, without the token that the settings name."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    wanted = settings.METRICS_TOKEN
    if not wanted or not constant_time_compare(given, wanted):
        raise Http404
    return HttpResponse(
        generate_latest(registry), content_type="text/plain; version=0.0.4"
    )


class MetricsMiddleware:
    """Counts and times the requests, by the name of their page and never by their address."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        page = (match.url_name or "unnamed") if match else "none"
        latency.labels(page).observe(time.perf_counter() - began)
        requests.labels(page, str(response.status_code)).inc()
        return response
