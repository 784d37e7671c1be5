"""A real Chromium on a live server, with a real worker on a real Redis behind it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page, sync_playwright

from bills.services import make_sample_estimate
from jobs.domain.outcomes import JobType
from jobs.engine import enqueue_on_commit
from jobs.models import Job
from organizations.models import Membership
from tests.browser.chromium import FLAGS, HOW_TO_GET_IT, find_chromium, watch
from tests.conftest import sign_in
from tests.jobs.engine.conftest import broker_at
from tests.jobs.engine.redis_server import RedisServer
from tests.jobs.engine.workers import WorkerProcess, freeze

# Only for the worker process.
collect_ignore = ["worker_settings.py", "paced_work.py"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = find_chromium()
    if not program:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(HOW_TO_GET_IT)
    # Playwright keeps an event loop in this thread, which Django takes for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def shared_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def files_of_this_test(settings, shared_files: Path) -> None:
    """One folder for all, because the worker process outlives each test."""
    settings.MEDIA_ROOT = shared_files


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    server = RedisServer()
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="session")
def worker_process(
    redis_server: RedisServer,
    shared_files: Path,
    django_db_setup: None,
    django_db_blocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[WorkerProcess]:
    with django_db_blocker.unblock():
        worker = WorkerProcess(
            "browser",
            redis_server.url,
            tmp_path_factory.mktemp("logs") / "worker.log",
            DJANGO_SETTINGS_MODULE="tests.browser.worker_settings",
            TEST_MEDIA_ROOT=str(shared_files),
        )
    yield worker
    worker.close()


class Worker:
    """The worker as a test needs it: at work, or held so that jobs wait."""

    def __init__(self, process: WorkerProcess) -> None:
        self._child = process.child

    def hold(self) -> None:
        freeze(self._child)

    def let_go(self) -> None:
        self._child.resume()


@pytest.fixture
def worker(
    worker_process: WorkerProcess, redis_server: RedisServer, transactional_db: None
) -> Iterator[Worker]:
    redis_server.flush()
    with broker_at(redis_server.url):
        worker = Worker(worker_process)
        worker.let_go()
        yield worker
        worker.hold()  # between these tests it must not show itself to others


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of this test complained about; a test that causes some clears it."""
    return []


@pytest.fixture
def open_page(
    browser: Browser, live_server, worker: Worker, complaints: list[str]
) -> Iterator[Callable[..., Page]]:
    """A new device: a page of its own context, signed in as the member if one is given.

    Whatever such a page complains about on its console fails the test.
    """
    contexts = []

    def open_page(
        member: Membership | None = None, *, width: int = 1280, scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            locale="en-IN",
        )
        contexts.append(context)
        context.set_default_timeout(20_000)
        if member:
            cookie = sign_in(member).cookies["sessionid"].value
            context.add_cookies(
                [{"name": "sessionid", "value": cookie, "url": live_server.url}]
            )
        page = context.new_page()
        watch(page, complaints)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def estimate(tmp_path: Path) -> Path:
    """The worked example, whose bill comes to 36,261.35."""
    sample = make_sample_estimate()
    path = tmp_path / sample.filename
    path.write_bytes(sample.content)
    return path


class PacedJob:
    """A job that really runs, and gets on as the test says."""

    def __init__(self, job: Job, pace: Path) -> None:
        self.job = job
        self.url = f"/jobs/{job.pk}/"
        self._pace = pace

    def set(self, percent: int) -> None:
        # Replaced in one move, so that the worker never reads half a number.
        fresh = self._pace.with_suffix(".new")
        fresh.write_text(str(percent))
        fresh.replace(self._pace)


@pytest.fixture
def paced_job(
    worker: Worker, asha: Membership, make_job, tmp_path: Path
) -> Iterator[PacedJob]:
    pace = tmp_path / "pace"
    pace.write_text("10")
    metadata = {"title": "Export", "pace": str(pace)}
    job = make_job(
        asha, job_type=JobType.EXPORT_DATA.value, result={"metadata": metadata}
    )
    with transaction.atomic():
        enqueue_on_commit(job)
    paced = PacedJob(job, pace)
    yield paced
    paced.set(100)
