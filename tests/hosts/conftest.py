"""Two web and two worker hosts that share nothing but database, queue and file store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from jobs.models import WorkerBeat
from jobs.supervisor.serving import web_command, worker_command, worker_env
from organizations.models import Membership
from organizations.services import sign_up
from organizations.tokens import create_token
from tests.hosts.network import Place
from tests.hosts.visitor import Program as ApiProgram
from tests.servers.processes import Program, free_port, wait_until

IS_OURS = "TEST_HOSTS_FOLDER" in os.environ
if not IS_OURS:
    collect_ignore_glob = ["*.py"]  # only `make test-hosts` has the hosts


class Host:
    """A place with a folder and programs; `kill` and `start` as when its power goes and comes."""

    def __init__(self, place: Place, folder: Path) -> None:
        self.place, self.folder = place, folder
        self.name = place.name
        folder.mkdir()
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.hosts.host_settings",
            "WORKSBILL_DATA_DIR": str(folder),
            "WORKSBILL_WORKER_ID": f"worker-{place.name}",
            "DJANGO_ALLOWED_HOSTS": place.address,
            "TEST_IDLE_IN_TRANSACTION": "5",
            "WORKSBILL_JOBS_PER_OFFICE": "0",
            "WORKSBILL_WORKER_THREADS": "2",
            "WORKSBILL_API_PER_MINUTE": "100000",
            **worker_env(),
        }
        if place.on:
            del env["WORKSBILL_WORKER_ID"]  # the host's own name serves
        self.programs = [
            Program([*place.on, *command], log=folder.with_suffix(".log"), env=env)
            for command in self.commands()
        ]
        self.start()

    def commands(self) -> list[list[str]]:
        raise NotImplementedError

    def start(self) -> None:
        for program in self.programs:
            program.start()

    def kill(self) -> None:
        for program in self.programs:
            program.kill()


class WebHost(Host):
    def __init__(self, place: Place, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://{place.address}:{self.port}"
        super().__init__(place, folder)

    def commands(self) -> list[list[str]]:
        return [web_command(self.place.address, self.port, 1)]


class WorkerHost(Host):
    """Each has a sweeper too: several do no harm."""

    def commands(self) -> list[list[str]]:
        sweep = [worker_command()[0], "manage.py", "sweep_jobs", "--every", "1"]
        return [worker_command(), sweep]

    def is_at_work(self) -> bool:
        """Whether it gave a sign of life just now."""
        now = timezone.now()
        return WorkerBeat.objects.filter(
            worker_id__startswith=f"worker-{self.name}.",
            seen_at__gte=now - 2 * settings.WORKER_BEAT,
        ).exists()


class Hosts:
    def __init__(self, folder: Path) -> None:
        self.webs = [
            WebHost(Place(f"web-{name}", number), folder / f"web-{name}")
            for name, number in (("east", 11), ("west", 12))
        ]
        self.workers = [
            WorkerHost(Place(f"work-{name}", number), folder / f"work-{name}")
            for name, number in (("north", 21), ("south", 22))
        ]

    def worker_of(self, owner: str) -> WorkerHost:
        """The host whose process holds a job, or made a file, under that name."""
        [host] = [
            host for host in self.workers if owner.startswith(f"worker-{host.name}.")
        ]
        return host

    def other(self, worker: WorkerHost) -> WorkerHost:
        [host] = [host for host in self.workers if host is not worker]
        return host

    def close(self) -> None:
        for host in (*self.webs, *self.workers):
            host.kill()


@pytest.fixture(scope="session")
def database(django_db_blocker: Any) -> Iterator[None]:
    """The server is this run's own: other hosts see its rows, and nothing is emptied."""
    with django_db_blocker.unblock():
        call_command("migrate", verbosity=0)
        yield
        connections.close_all()


@pytest.fixture(scope="session")
def hosts(database: None) -> Iterator[Hosts]:
    store: Any = default_storage
    store.connection.create_bucket(Bucket=store.bucket_name)
    world = Hosts(Path(os.environ["TEST_HOSTS_FOLDER"]))
    try:
        for web in world.webs:
            wait_until(lambda web=web: ApiProgram().is_ready(web), seconds=90)  # type: ignore[misc]
        yield world
    finally:
        world.close()


@pytest.fixture
def program(hosts: Hosts, request: pytest.FixtureRequest) -> Iterator[ApiProgram]:
    """A program of an office of its own that asks whichever web host it likes."""
    email = f"{request.node.name.replace('_', '-')}@hosts.example"
    user = sign_up(email=email, password="a-long-secret-9")
    member = Membership.objects.get(user=user)
    _, token = create_token(actor=member, name="Hosts", can_write=True)
    it = ApiProgram(token, member)
    yield it
    it.close()
