"""Settings of everything in the chaos run: real and made-up works, short waits, many attempts."""

from __future__ import annotations

from datetime import timedelta

from tests.jobs.engine.quick_settings import *  # noqa: F403

JOB_ACTOR_MODULES = ["bills.actors", "tests.jobs.chaos.works"]
JOB_LOST_AFTER = timedelta(seconds=3)
JOB_RETRY_DELAYS = (timedelta(seconds=1),)
JOB_MAX_ATTEMPTS = 60  # kills are the point here; none of them is the job's own fault
