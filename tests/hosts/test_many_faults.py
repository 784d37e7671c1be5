"""Sixty jobs while hosts die and are cut off at random: none is lost, none is done twice."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from datetime import timedelta
from uuid import uuid4

from django.core.files.storage import default_storage
from django.db import connections
from django.utils import timezone

from jobs.domain.states import ACTIVE
from jobs.models import Job, OutputFile, Upload
from jobs.services import clean_up
from tests.hosts import network
from tests.hosts.conftest import Hosts
from tests.hosts.visitor import PATIENCE, Program
from tests.jobs.chaos.verdict import judge
from tests.jobs.engine.workers import wait_until

COUNT, SEED = 60, 20261128
DEEDS = ("kill worker host", "cut off worker host", "kill web host")


def test_none_is_lost_and_none_doubled(hosts: Hosts, program: Program, capsys):
    started = time.monotonic()
    earlier = {str(pk) for pk in Job.all_orgs.values_list("pk", flat=True)}
    submitted: set[str] = set()
    faults: list[BaseException] = []
    all_in = threading.Event()
    thread = threading.Thread(
        target=submit_all, args=(hosts, program, submitted, faults, all_in)
    )

    thread.start()
    done = lose_hosts_until(all_in, hosts)
    thread.join()
    wait_until(lambda: not Job.all_orgs.filter(status__in=ACTIVE).exists(), seconds=120)
    verdict = judge(submitted | earlier)
    ours = Job.all_orgs.filter(pk__in=submitted)
    attempts = list(ours.values_list("attempt", flat=True))
    left = stored() - listed()

    with capsys.disabled():
        lines = (
            f"seed {SEED}: {len(submitted)} jobs, {time.monotonic() - started:.0f} s, "
            f"{'namespaces' if network.in_use() else 'processes only'}",
            f"hosts lost: {dict(done)}, {done.total()} in all",
            f"{sum(attempts)} attempts, at most {max(attempts)} for one job",
            f"stored and listed nowhere: {len(left)}; lost {len(verdict.lost)}, "
            f"doubled {len(verdict.doubled)}, broken {len(verdict.broken)}",
        )
        print("", *lines, sep="\n")  # noqa: T201 - the figures are the point
    assert faults == []
    assert verdict.is_clean, (verdict.lost, verdict.doubled, verdict.broken)
    assert len(submitted) == COUNT == ours.count()
    # What the kills left is found, and nothing else.
    assert set(clean_up(timezone.now() + timedelta(days=2)).unlisted) == left
    assert stored() == listed()


def submit_all(
    hosts: Hosts,
    program: Program,
    submitted: set[str],
    faults: list[BaseException],
    all_in: threading.Event,
) -> None:
    """By either web host; a third are real bills, and one in ten is ordered at both."""
    chance = random.Random(SEED)  # noqa: S311 - a repeatable choice, no secret
    try:
        for _ in range(COUNT):
            webs = chance.sample(hosts.webs, 2)
            key = str(uuid4())
            is_bill = chance.random() < 0.34
            seconds = "" if is_bill else f"{0.3 + chance.random() * 2:.1f}"
            job = program.order(*webs, seconds=seconds, key=key)
            submitted.add(str(job.pk))
            time.sleep(chance.random() * 0.6)
    except BaseException as error:  # noqa: BLE001 - the test tells it
        faults.append(error)
    finally:
        all_in.set()
        connections.close_all()


def lose_hosts_until(all_in: threading.Event, hosts: Hosts) -> Counter[str]:
    chance = random.Random(SEED + 1)  # noqa: S311
    done: Counter[str] = Counter()
    stranger = Program()
    while not all_in.wait(0.5 + chance.random()):
        deed = chance.choice(DEEDS if network.in_use() else DEEDS[::2])
        worker, web = chance.choice(hosts.workers), chance.choice(hosts.webs)
        match deed:
            case "kill worker host":
                worker.kill()
                time.sleep(chance.random() * 3)
                worker.start()
                wait_until(worker.is_at_work, seconds=PATIENCE)
            case "cut off worker host":
                worker.place.cut_off()
                time.sleep(4 + chance.random() * 2)  # longer than a job may be silent
                worker.place.plug_in()
            case _:
                web.kill()
                time.sleep(chance.random() * 2)
                web.start()
                wait_until(lambda: stranger.is_answered(web), seconds=PATIENCE)  # noqa: B023
        done[deed] += 1
    stranger.close()
    return done


def stored() -> set[str]:
    """Every file in the bucket but those of the health check."""
    bucket = default_storage.bucket  # type: ignore[attr-defined]  # S3Storage has it
    return {
        entry.key
        for entry in bucket.objects.all()
        if not entry.key.startswith("health")
    }


def listed() -> set[str]:
    rows = (OutputFile.all_orgs, Upload.all_orgs)
    return {
        name
        for row in rows
        for name in row.filter(expired=False).values_list("file", flat=True)
    }
