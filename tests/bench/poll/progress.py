"""`python -m tests.bench.poll.progress`: every tenth job makes progress twice a second; all live on."""

from __future__ import annotations

import sys
import time
from itertools import count

import django

django.setup()

from django.conf import settings  # noqa: E402 - needs the settings
from django.utils import timezone  # noqa: E402

from jobs.models import Job  # noqa: E402


def main() -> None:
    """Each row by a statement of its own, as the worker writes it."""
    moving = [
        pk
        for pk, number in Job.all_orgs.values_list("pk", "number")
        if number % 10 == 1
    ]
    pause = settings.JOB_PROGRESS_THROTTLE.total_seconds() / len(moving)
    next_beat = 0.0
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for turn in count():
        if time.monotonic() > next_beat:
            Job.all_orgs.update(heartbeat_at=timezone.now())
            next_beat = time.monotonic() + settings.JOB_HEARTBEAT.total_seconds()
        for pk in moving:
            Job.all_orgs.filter(pk=pk).update(
                progress=turn % 90 + 5, heartbeat_at=timezone.now()
            )
            time.sleep(pause)


if __name__ == "__main__":
    main()
