"""What every line of the log says besides its message: which request, which job."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

request_id: ContextVar[str] = ContextVar("request_id", default="")
job_id: ContextVar[str] = ContextVar("job_id", default="")
office_id: ContextVar[str] = ContextVar("office_id", default="")

PLAIN_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@contextmanager
def about(job: object, office: object) -> Iterator[None]:
    """Every line that is written inside names the job and its office."""
    tokens = job_id.set(str(job)), office_id.set(str(office))
    try:
        yield
    finally:
        job_id.reset(tokens[0])
        office_id.reset(tokens[1])


class ContextFilter(logging.Filter):
    """Puts the ids on the record, wherever the line is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        record.job_id = job_id.get()
        record.office_id = office_id.get()
        return True


class JsonFormatter(logging.Formatter):
    """One object a line, for a program that collects them."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        for name in ("request_id", "job_id", "office_id"):
            if value := getattr(record, name, ""):
                line[name] = value
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class RequestIdMiddleware:
    """Gives each request an id, that of the proxy if it sent one, and tells it in the answer."""

    def __init__(self, get_response: Callable[[Any], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        name = given if PLAIN_ID.fullmatch(given) else uuid4().hex
        token = request_id.set(name)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-Id"] = name
        return response
