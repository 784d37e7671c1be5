"""Settings of the worker processes that tests start: the tests' database, short waits, made-up works."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from tests.settings import *  # noqa: F403

if folder := os.environ.get("TEST_MEDIA_ROOT"):
    MEDIA_ROOT = Path(folder)
JOB_ACTOR_MODULES = ["tests.jobs.engine.made_up_works"]
JOB_HEARTBEAT = timedelta(milliseconds=200)
WORKER_BEAT = timedelta(milliseconds=500)
JOB_RESEND_AFTER = timedelta(seconds=1)
JOB_SWEEP_EVERY = timedelta(milliseconds=300)
JOB_PROGRESS_THROTTLE = timedelta(milliseconds=100)
JOB_LOST_AFTER = timedelta(seconds=int(os.environ.get("TEST_LOST_AFTER", "600")))
WORKER_STOP_GRACE = timedelta(seconds=2)
JOB_SOFT_TIME_LIMIT = timedelta(seconds=int(os.environ.get("TEST_TIME_LIMIT", "600")))
