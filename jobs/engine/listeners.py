"""What happens along with a job's end: functions that apps hand in; calling them is the leases' business."""

from __future__ import annotations

from collections.abc import Callable

from jobs.models import Job

Listener = Callable[[Job], None]

_listeners: list[Listener] = []


def on_job_end(listener: Listener) -> Listener:
    """Has the function called with every ended job, inside the transaction that ends it.

    Hand it in from `AppConfig.ready`: web, worker and sweeper all end jobs. What it raises
    undoes the end, so it writes its rows and does nothing else.
    """
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def tell_listeners(job: Job) -> None:
    """`job` is as its row is when the transaction ends."""
    for listener in _listeners:
        listener(job)
