"""The processes that do heavy work: where they come from, whom they serve, how they end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from uuid import UUID

from django.conf import settings

from jobs.engine.registry import actor_modules
from jobs.processes.child import do_works

MEGABYTE = 1024 * 1024
PATIENCE = 5.0  # seconds for the remains of a child that has ended or was killed
MOST_WORKS = 50  # of one child, so that nothing that a library hoards grows for long


class ChildKilled(Exception):
    """Somebody killed the process, or the kernel did because the machine was full."""

    code = "child_killed"


@dataclass(slots=True)
class Child:
    """A process that waits for work; `office` is the only one whose files it ever sees."""

    process: BaseProcess
    connection: Connection
    office: UUID | None
    memory_limit: int  # bytes
    works: int = 0  # that it has done
    is_fit: bool = True  # for another one

    @property
    def has_worked(self) -> bool:
        return self.works > 0

    def end(self) -> None:
        """Nothing of it is left afterwards."""
        self.connection.close()
        if self.process.pid is None:
            return
        if self.process.is_alive():
            if sys.platform != "win32":
                with suppress(ProcessLookupError):  # it has no group of its own yet
                    os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.join(PATIENCE)
        with suppress(ValueError):  # it does not die; the kernel has it
            self.process.close()


# Those that wait for their office's next work, the longest waiting first.
_idle: list[Child] = []
_lock = threading.Lock()


@contextmanager
def lend_child(office: UUID | None, *, new: bool = False) -> Iterator[Child]:
    """A child for one work: one that served this office before, unless `new`, or a fresh one.

    When the block ends well the child is kept for the office's next work; a child
    without an office is not.

    Raises: ChildKilled, when the process that children come from dies just then.
    """
    child = (not new and _take_idle(office)) or _start(office)
    try:
        yield child
    except BaseException:  # the time limit interrupts with no Exception
        child.end()
        raise
    child.works += 1
    _lay_aside(child)


def start_nursery() -> None:
    """Starts the process that children are forked from, so that no job waits for its imports.

    Call it from a thread that lives as long as the worker: the leash is tied to it.
    """
    if isinstance(_nursery(), multiprocessing.context.ForkServerContext):
        forkserver.ensure_running()


def _memory_limit() -> int:
    return settings.JOB_MEMORY_LIMIT_MB * MEGABYTE


def _take_idle(office: UUID | None) -> Child | None:
    limit = _memory_limit()
    with _lock:
        for child in reversed(_idle):
            if (child.office, child.memory_limit) == (office, limit):
                _idle.remove(child)
                break
        else:
            return None
    if child.process.is_alive():
        return child
    child.end()
    return None


def _lay_aside(child: Child) -> None:
    if child.office is None or not child.is_fit or child.works >= MOST_WORKS:
        child.end()
        return
    with _lock:
        _idle.append(child)
        surplus = [_idle.pop(0) for _ in range(len(_idle) - settings.WORKER_THREADS)]
    for one in surplus:
        one.end()


@cache
def _nursery() -> BaseContext:
    """Where children come from: one prepared process, or a fresh one where none can be forked."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["jobs.processes.nursery", *actor_modules()])
    return context


def _start(office: UUID | None) -> Child:
    ours, theirs = multiprocessing.Pipe()
    limit = _memory_limit()
    process = _nursery().Process(target=do_works, args=(theirs, limit), daemon=True)  # type: ignore[attr-defined]  # every context has one
    child = Child(process, ours, office, limit)
    try:
        with theirs:  # closed here, so that its end is heard
            process.start()
    except BaseException as error:
        child.end()
        if isinstance(error, (EOFError, ConnectionError)):
            raise ChildKilled(
                "The process that others are started from was killed."
            ) from error
        raise
    return child
