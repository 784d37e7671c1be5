"""The engine's way to run a job here and now."""

from tests.jobs.engine.conftest import run

__all__ = ["run"]
