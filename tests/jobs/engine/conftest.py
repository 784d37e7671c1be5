"""Jobs of the engine's own tests, run in this thread or by real worker processes on a real Redis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from dramatiq.brokers.redis import RedisBroker
from redis import Redis

from jobs.domain.outcomes import FileType, JobResult, JobType, OutputDraft
from jobs.domain.states import JobStatus
from jobs.engine import JobRun, broker, enqueue_on_commit, registry
from jobs.engine.execution import run_job
from jobs.models import Job
from tests.conftest import sign_in
from tests.jobs.engine.redis_server import RedisServer
from tests.jobs.engine.workers import WorkerProcess

# Only for worker processes: here they would change the settings and the known works.
collect_ignore = ["quick_settings.py", "made_up_works.py", "heavy_works.py"]

Work = Callable[[JobRun], JobResult]
ENDS = ("completed", "failed", "cancelled")


def one_file(content: bytes = b"made", name: str = "Bill.xlsx") -> JobResult:
    draft = OutputDraft(name, FileType.EXCEL, content)
    return JobResult(outputs=(draft,), summary={"works": [{"title": "Road"}]})


@pytest.fixture
def run(monkeypatch):
    """Runs the job here and now with the given work; the job is refreshed."""

    def run_with(job: Job, work: Work) -> Job:
        monkeypatch.setitem(registry._works, JobType(job.job_type), work)
        run_job(str(job.pk))
        job.refresh_from_db()
        return job

    return run_with


@pytest.fixture
def stored_files(settings):
    """The files in the store, as names."""

    def names() -> list[str]:
        found = settings.MEDIA_ROOT.rglob("*")
        return sorted(path.name for path in found if path.is_file())

    return names


@pytest.fixture
def ended_once(stored_files, asha):
    """Checks that the jobs completed once each, with their files stored once, and that
    the page says so."""

    def check(*jobs: Job) -> None:
        client = sign_in(asha)
        for job in jobs:
            job.refresh_from_db()
            assert job.status == "completed", job.error_log
            assert job.events.filter(kind__in=ENDS).count() == 1
            output = job.outputs.get()
            with output.file.open() as stored:
                assert len(stored.read()) == output.file_size
            page = client.get(f"/jobs/{job.pk}/").content.decode()
            assert f'Download<span class="visually-hidden"> {output.filename}' in page
        assert stored_files() == ["Bill.xlsx"] * len(jobs)

    return check


@pytest.fixture
def failed_once(stored_files):
    """Checks that the jobs failed once each, and that nothing is stored."""

    def check(*jobs: Job) -> None:
        for job in jobs:
            job.refresh_from_db()
            assert job.status == "failed"
            assert job.events.filter(kind__in=ENDS).count() == 1
            assert not job.outputs.exists()
        assert stored_files() == []

    return check


@pytest.fixture
def page_of(asha):
    """What the job's page shows now: a file when the job is completed, else none."""

    def show(job: Job) -> str:
        text: str = sign_in(asha).get(f"/jobs/{job.pk}/").content.decode()
        is_completed = Job.all_orgs.get(pk=job.pk).state is JobStatus.COMPLETED
        assert ("/download/" in text) == is_completed
        return text

    return show


@dataclass(frozen=True)
class Gate:
    """The made-up work's inputs: what it did so far, and the way to let it end."""

    folder: Path

    @property
    def inputs(self) -> dict[str, str]:
        return {"diary": str(self.folder / "diary"), "go": str(self.folder / "go")}

    def diary(self) -> list[str]:
        path = self.folder / "diary"
        return path.read_text().splitlines() if path.exists() else []

    def open(self) -> None:
        (self.folder / "go").touch()


@pytest.fixture
def gate(tmp_path) -> Gate:
    return Gate(tmp_path)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    server = RedisServer()
    server.start()
    yield server
    server.close()


def redis_client() -> Redis:
    """The connection of this process's broker."""
    redis_broker = broker.get_broker()
    assert isinstance(redis_broker, RedisBroker)
    client: Redis = redis_broker.client
    return client


@contextmanager
def broker_at(url: str) -> Iterator[None]:
    """This process sends to the given Redis."""
    settings.REDIS_URL, before = url, settings.REDIS_URL
    broker.get_broker.cache_clear()
    try:
        yield
        if url:
            redis_client().close()
    finally:
        settings.REDIS_URL = before
        broker.get_broker.cache_clear()


@pytest.fixture
def queue(redis_server: RedisServer) -> Iterator[RedisServer]:
    """An empty queue that this process sends to."""
    redis_server.flush()
    with broker_at(redis_server.url):
        yield redis_server


@pytest.fixture
def start_worker(transactional_db, tmp_path) -> Iterator[Callable[..., WorkerProcess]]:
    workers: list[WorkerProcess] = []

    def start(name: str, server: RedisServer, **env: str) -> WorkerProcess:
        log = tmp_path / f"{name}.log"
        workers.append(WorkerProcess(name, server.url, log, **env))
        return workers[-1]

    yield start
    for worker in workers:
        worker.close()


@pytest.fixture
def submit(transactional_db, asha, make_job: Callable[..., Job], gate):
    """A committed job of the made-up kind, sent the way services do it."""

    def submit_job(kind: JobType = JobType.EXPORT_DATA, **inputs: object) -> Job:
        job = make_job(
            asha,
            job_type=kind.value,
            result={"metadata": {**gate.inputs, **inputs}},
        )
        with transaction.atomic():
            enqueue_on_commit(job)
        job.refresh_from_db()
        return job

    return submit_job
