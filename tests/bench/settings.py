"""Settings of the processes that the queue benchmarks start, and of the one that measures."""

from __future__ import annotations

from datetime import timedelta

from tests.settings import *  # noqa: F403
from tests.settings import DATA_DIR

MEDIA_ROOT = DATA_DIR / "bench-files"
JOB_ACTOR_MODULES = ["bills.actors", "tests.bench.queues.ours"]
JOB_OFFICE_LIMIT = 0  # the other queues have none
JOB_RESEND_AFTER = timedelta(hours=1)
