"""Settings of every host, and of who watches them: real bills, made-up works, short waits."""

from __future__ import annotations

import os
from datetime import timedelta

from project.settings import postgres_options  # noqa: TID251
from tests.jobs.engine.quick_settings import *  # noqa: F403
from tests.jobs.engine.quick_settings import DATABASES

JOB_ACTOR_MODULES = ["bills.actors", "tests.hosts.works"]
JOB_LOST_AFTER = timedelta(seconds=3)
JOB_RETRY_DELAYS = (timedelta(seconds=1),)
JOB_MAX_ATTEMPTS = 60  # lost hosts are the point here; none is the job's own fault
DATABASES["default"]["OPTIONS"] = postgres_options(
    idle_in_transaction=timedelta(
        seconds=int(os.environ.get("TEST_IDLE_IN_TRANSACTION", "1800"))
    )
)
