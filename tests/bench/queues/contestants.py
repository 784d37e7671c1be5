"""How the workers of each queue are started, and how a job is sent to them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from jobs.engine.sending import send_job
from jobs.models import Job
from jobs.supervisor.serving import worker_command, worker_env
from tests.bench.queues import (
    celery_worker,
    dramatiq_worker,
    huey_worker,
    rq_worker,
)

AT_A_TIME = str(settings.WORKER_THREADS)  # jobs; the same for all
PYTHON = sys.executable
BIN = Path(PYTHON).parent
WORKERS = "tests.bench.queues"
GRACE = 10  # seconds


@dataclass(frozen=True)
class Contestant:
    """`send(work, job)` takes one of the works of by_hand; ours knows it from the job."""

    name: str
    command: list[str]
    send: Callable[[str, Job], object]

    @contextmanager
    def working(self) -> Iterator[None]:
        """Its workers run in the block."""
        with tempfile.TemporaryFile() as log:
            process = subprocess.Popen(
                self.command,
                cwd=settings.BASE_DIR,
                env={**os.environ, **worker_env()},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                yield
            except BaseException:
                log.seek(0)
                sys.stderr.write(log.read().decode()[-5000:])
                raise
            finally:
                _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def _celery(pool: str) -> list[str]:
    app = f"{WORKERS}.celery_worker"
    return [
        *(PYTHON, "-m", "celery", "-A", app, "worker", "--loglevel", "ERROR"),
        *("--pool", pool, "--concurrency", AT_A_TIME),
    ]


def _huey(kind: str) -> list[str]:
    queue = f"{WORKERS}.huey_worker.huey"
    return [
        *(PYTHON, "-m", "huey.bin.huey_consumer", queue),
        *("--workers", AT_A_TIME, "--worker-type", kind),
    ]


def _rq(worker: str) -> list[str]:
    return [
        *(str(BIN / "rq"), "worker-pool", "bench", "--num-workers", AT_A_TIME),
        *("--url", settings.REDIS_URL, "--worker-class", worker),
        *("--quiet", "--logging-level", "ERROR"),
        # Its settings module: imported once, before the workers are forked.
        *("--config", f"{WORKERS}.rq_worker", "--path", str(settings.BASE_DIR)),
    ]


OURS = Contestant("ours", worker_command(), lambda _, job: send_job(job))
DRAMATIQ = Contestant(
    "Dramatiq",
    [
        f"{WORKERS}.dramatiq_worker" if part == "jobs.worker" else part
        for part in worker_command()
    ],
    lambda work, job: dramatiq_worker.send(work, str(job.pk)),
)
OTHERS = [
    Contestant(name, command, lambda work, job, send=send: send(work, str(job.pk)))  # type: ignore[misc] # a default argument
    for name, command, send in (
        ("Celery, threads", _celery("threads"), celery_worker.send),
        ("Celery, processes", _celery("prefork"), celery_worker.send),
        ("Huey, threads", _huey("thread"), huey_worker.send),
        ("Huey, processes", _huey("process"), huey_worker.send),
        ("RQ, a fork for each job", _rq("rq.Worker"), rq_worker.send),
        ("RQ, without forks", _rq("rq.SimpleWorker"), rq_worker.send),
    )
]
EVERYBODY = [OURS, DRAMATIQ, *OTHERS]
