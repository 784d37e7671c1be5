"""A host that dies or is cut off costs an attempt: its jobs end once, elsewhere, and it changes nothing later."""

from __future__ import annotations

import time

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from jobs.models import Job
from tests.hosts import network
from tests.hosts.conftest import Hosts, WorkerHost
from tests.hosts.visitor import Program
from tests.jobs.engine.workers import wait_until

needs_links = pytest.mark.skipif(
    not network.in_use(), reason="only a host in a namespace has a link to cut"
)
PATIENCE = 60  # seconds


def holder(hosts: Hosts, job: Job) -> WorkerHost:
    """The host that runs the job, once one does."""

    def is_at_work() -> bool:
        job.refresh_from_db()
        return job.status == "running" and job.progress >= 10

    wait_until(is_at_work, seconds=PATIENCE)
    return hosts.worker_of(job.lease_owner)


def wait_for_end(job: Job) -> None:
    def is_over() -> bool:
        job.refresh_from_db()
        return job.status == "completed"

    wait_until(is_over, seconds=PATIENCE)


def assert_done_once_by(host: WorkerHost, job: Job) -> None:
    job.refresh_from_db()
    assert (job.status, job.attempt) == ("completed", 2)
    kinds = list(job.events.values_list("kind", flat=True))
    assert (kinds.count("completed"), kinds.count("started")) == (1, 2)
    output = job.outputs.get()
    with output.file.open("rb") as stored:
        lines = set(stored.read().decode().splitlines())
    [line] = lines
    assert line.startswith(f"worker-{host.name}.")
    assert line.endswith(" attempt 2")
    assert stored_for(job) == [output.file.name]


def stored_for(job: Job) -> list[str]:
    """Every made file in the store of the job's office, listed or not."""
    folder = f"{job.organization_id}/outputs"
    names = []
    for sub in default_storage.listdir(folder)[0]:
        names += [
            f"{folder}/{sub}/{name}"
            for name in default_storage.listdir(f"{folder}/{sub}")[1]
        ]
    return names


def test_the_jobs_of_a_dead_host_are_done_by_the_other(hosts: Hosts, program: Program):
    job = program.order(*hosts.webs, seconds="6")
    victim = holder(hosts, job)

    victim.kill()
    try:
        wait_for_end(job)
    finally:
        victim.start()

    assert_done_once_by(hosts.other(victim), job)
    wait_until(victim.is_at_work, seconds=PATIENCE)


@needs_links
def test_a_host_that_was_cut_off_changes_nothing_when_it_comes_back(
    hosts: Hosts, program: Program
):
    job = program.order(*hosts.webs, seconds="6")
    victim = holder(hosts, job)

    victim.place.cut_off()
    try:
        wait_for_end(job)
    finally:
        victim.place.plug_in()
    assert all(part.is_running for part in victim.programs)
    wait_until(victim.is_at_work, seconds=PATIENCE)
    time.sleep(3)  # its work goes on until the next look at the row

    assert_done_once_by(hosts.other(victim), job)


@needs_links
def test_a_host_that_was_cut_off_in_the_middle_of_a_write_locks_nobody_out(
    hosts: Hosts, program: Program
):
    job = program.order(*hosts.webs, seconds="10 locked")

    def is_locked() -> bool:
        with transaction.atomic():
            row = Job.all_orgs.filter(pk=job.pk).select_for_update(skip_locked=True)
            return row.first() is None

    wait_until(is_locked, seconds=PATIENCE)
    time.sleep(0.5)
    assert is_locked()  # for long, not for the moment of an ordinary write
    job.refresh_from_db()
    victim = hosts.worker_of(job.lease_owner)

    victim.place.cut_off()
    try:
        wait_for_end(job)
    finally:
        victim.place.plug_in()
    wait_until(victim.is_at_work, seconds=PATIENCE)

    assert_done_once_by(hosts.other(victim), job)


def test_a_web_host_that_goes_disturbs_nobody(hosts: Hosts, program: Program):
    east, west = hosts.webs
    job = program.order(east, seconds="3")

    east.kill()
    try:
        later = program.order(west, seconds="1")
        status = program.ask(west, f"/api/jobs/{job.pk}/status/")
        assert status.status == 200
        wait_for_end(job)
        wait_for_end(later)
        assert program.fetch(west, job.outputs.get().pk)
    finally:
        east.start()

    assert job.attempt == 1
    wait_until(lambda: Program().is_ready(east), seconds=PATIENCE)
