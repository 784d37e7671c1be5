"""Settings of the worker process behind the browser tests: the real works, and one that a test paces."""

from __future__ import annotations

from tests.jobs.engine.quick_settings import *  # noqa: F403

JOB_ACTOR_MODULES = ["bills.actors", "documents.actors", "tests.browser.paced_work"]
