"""Lines of the log name the request and the job, in a form that programs read."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import Client

from project.logs import ContextFilter, JsonFormatter
from tests.jobs.engine.conftest import one_file

pytestmark = pytest.mark.django_db

logger = logging.getLogger("tests.logs")


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.addFilter(ContextFilter())
        self.setFormatter(JsonFormatter())
        self.lines: list[dict[str, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def lines():
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler.lines
    logging.getLogger().removeHandler(handler)


def test_what_is_written_during_a_job_names_it_and_its_office(
    asha,
    make_job,
    run,
    lines,
):
    def work(it):
        logger.warning("half way")
        return one_file()

    job = run(make_job(asha), work)
    logger.warning("afterwards")

    during, after = (line for line in lines if line["logger"] == "tests.logs")
    assert during["message"] == "half way"
    assert during["job_id"] == str(job.pk)
    assert during["office_id"] == str(asha.organization_id)
    assert "job_id" not in after


def test_a_traceback_is_one_field(lines):
    try:
        raise ValueError("broken\nin two")
    except ValueError:
        logger.exception("failed")

    assert "ValueError" in lines[-1]["traceback"]


def test_the_answer_tells_the_id_of_the_request():
    ours = Client().get("/healthz")["X-Request-Id"]
    given = Client().get("/healthz", headers={"X-Request-Id": "proxy-7"})[
        "X-Request-Id"
    ]
    hostile = Client().get("/healthz", headers={"X-Request-Id": "a b\tc"})

    assert len(ours) == 32
    assert given == "proxy-7"
    assert hostile["X-Request-Id"] != "a b\tc"
