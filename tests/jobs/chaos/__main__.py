"""`make chaos`: some hundred jobs while workers, Redis and the sweeper die at random.

Prints its figures and ends with status 1 when a job was lost, doubled or half stored.
`ARGS="--jobs 1000 --seed 7"` for another run; the seed decides what is submitted and what
is killed, the machine decides when.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

PATIENCE = 180.0  # seconds after the last kill
CANCELLED_SHARE = 0.05
DEEDS = (*["worker"] * 3, *["child"] * 2, *["redis"] * 2, "sweeper", "stop", "freeze")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261124)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="worksbill-chaos-") as folder:
        os.environ["WORKSBILL_DATA_DIR"] = folder
        os.environ["TEST_MEDIA_ROOT"] = str(Path(folder) / "files")
        os.environ["WORKSBILL_LOG_LEVEL"] = "CRITICAL"  # kills make a lot of noise
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.jobs.chaos.worker_settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return run(Path(folder), options.jobs, options.seed)


def run(folder: Path, count: int, seed: int) -> int:
    from django.conf import settings

    from tests.jobs.chaos.verdict import (
        count_attempts,
        count_ends,
        count_unlisted,
        judge,
    )
    from tests.jobs.chaos.world import World

    chance = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    started = time.monotonic()
    world = World(folder)
    settings.REDIS_URL = world.redis.url
    submitted: set[str] = set()
    all_in = threading.Event()
    thread = threading.Thread(
        target=submit_all,
        args=(count, random.Random(seed + 1), submitted, all_in),  # noqa: S311
    )
    try:
        thread.start()
        killed = kill_while(all_in, world, chance)
        thread.join()
        ended = wait_for_the_end(world)
    finally:
        world.close()
    verdict = judge(submitted)
    attempts, most = count_attempts()
    say(f"seed {seed}: {len(submitted)} jobs in {time.monotonic() - started:.0f} s")
    say(f"killed: {dict(sorted(killed.items()))}, {killed.total()} in all")
    say(f"ended: {dict(count_ends())}; {attempts} attempts, at most {most} for one job")
    say(f"stored and listed nowhere (left to the clean-up): {count_unlisted()} files")
    say(
        f"lost {len(verdict.lost)}, doubled {len(verdict.doubled)}, "
        f"half stored or failed {len(verdict.broken)}"
    )
    for line in (*verdict.lost, *verdict.doubled, *verdict.broken):
        say(f"  {line}")
    return 0 if ended and verdict.is_clean and len(submitted) == count else 1


def submit_all(
    count: int, chance: random.Random, submitted: set[str], done: threading.Event
) -> None:
    """Two offices; a few jobs are cancelled at once or later, a few are posted twice."""
    from django.db import connections

    from tests.jobs.chaos.submitting import Submitter

    try:
        submitter = Submitter(chance)
        for _ in range(count):
            job = submitter.submit()
            submitted.add(str(job.pk))
            if chance.random() < CANCELLED_SHARE:
                submitter.cancel_some()
            time.sleep(chance.random() * 0.2)
    finally:
        done.set()
        connections.close_all()


def kill_while(
    all_in: threading.Event, world: object, chance: random.Random
) -> Counter[str]:
    """Kills something every second or so until everything is submitted."""
    from tests.jobs.chaos.world import World

    assert isinstance(world, World)
    killed: Counter[str] = Counter()
    while not all_in.wait(0.1 + chance.random()):
        deed = chance.choice(DEEDS)
        victim = chance.choice(world.workers)
        match deed:
            case "worker":
                victim.kill()
            case "child":
                victim.kill_child()
            case "stop":
                victim.ask_to_stop()
            case "freeze":
                victim.freeze()
            case "sweeper":
                world.sweeper.kill()
            case _:
                world.redis.kill()  # and everything in it is gone
                time.sleep(chance.random() * 2)
                world.redis.start()
        killed[deed] += 1
        world.revive()
    return killed


def wait_for_the_end(world: object) -> bool:
    from jobs.domain.states import ACTIVE
    from jobs.models import Job
    from tests.jobs.chaos.world import World

    assert isinstance(world, World)
    deadline = time.monotonic() + PATIENCE
    while Job.all_orgs.filter(status__in=ACTIVE).exists():
        if time.monotonic() > deadline:
            return False
        world.revive()
        time.sleep(0.2)
    return True


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
