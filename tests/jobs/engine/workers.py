"""Real Dramatiq worker processes on the test database, and waiting for what they do."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import psutil
from django.conf import settings
from django.db import connection, transaction

from jobs.models import WorkerBeat
from jobs.supervisor.serving import worker_command, worker_env
from tests.servers.processes import wait_until


def freeze(process: psutil.Process) -> None:
    """Stops a process in its tracks, but never in the middle of a transaction.

    Inside our own transaction it cannot hold SQLite's write lock. The signal reaches its
    threads one by one, and until then another of them could take the lock that we give
    back. PostgreSQL says whether one is open: then the process goes on for a moment.
    """

    def is_still() -> bool:
        threads = [psutil.Process(thread.id) for thread in process.threads()]
        return all(thread.status() == psutil.STATUS_STOPPED for thread in threads)

    def is_between_transactions() -> bool:
        with transaction.atomic():
            process.suspend()
            wait_until(is_still)
        if not count_open_transactions():
            return True
        process.resume()
        return False

    wait_until(is_between_transactions)


def count_open_transactions() -> int:
    """Of others, in this test's PostgreSQL; SQLite's are ruled out otherwise."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
        )
        return int(cursor.fetchone()[0])


def database_url() -> str:
    """The address under which another process finds this test's database."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    host = quote(str(database["HOST"]), safe="")  # a folder when it is a socket
    password = quote(str(database["PASSWORD"] or ""), safe="")
    return (
        f"postgresql://{database['USER']}:{password}@{host}:"
        f"{database['PORT'] or 5432}/{database['NAME']}"
    )


def process_env(**more: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.jobs.engine.quick_settings",
        "DATABASE_URL": database_url(),
        "TEST_MEDIA_ROOT": str(settings.MEDIA_ROOT),
        **more,
    }


class WorkerProcess:
    """`python -m dramatiq jobs.worker` with one child process."""

    def __init__(self, name: str, redis_url: str, log: Path, **env: str) -> None:
        self.name = name
        self.log = log
        with log.open("ab") as output:
            self._master = subprocess.Popen(
                worker_command(),
                cwd=settings.BASE_DIR,
                env={
                    **process_env(REDIS_URL=redis_url, WORKSBILL_WORKER_ID=name, **env),
                    **worker_env(),
                },
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        beats = WorkerBeat.objects.filter(worker_id__startswith=f"{name}.")
        wait_until(beats.exists)

    @property
    def child(self) -> psutil.Process:
        [child] = psutil.Process(self._master.pid).children()
        return child

    def kill(self) -> None:
        """SIGKILL for all of it, as when the power fails."""
        os.killpg(self._master.pid, signal.SIGKILL)
        self._master.wait()

    def kill_master(self) -> None:
        """SIGKILL for Dramatiq's parent process only."""
        self._master.kill()
        self._master.wait()

    def terminate(self) -> int:
        """The exit status after SIGTERM."""
        self._master.terminate()
        return self._master.wait(30)

    def close(self) -> None:
        if self._master.poll() is None:
            self.kill()
