"""Heavy work of a job in a process of its own, which may hang, grow or die without harm to the worker."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, TypeVar

from django.conf import settings

from jobs.domain.outcomes import JobRefused
from jobs.engine.registry import actor_modules
from jobs.processes.child import Word, do_work

logger = logging.getLogger(__name__)

T = TypeVar("T")
Questions = Mapping[str, Callable[..., Any]]

MEGABYTE = 1024 * 1024
PATIENCE = 5.0  # seconds for the remains of a child that has ended or was killed


class ChildFailed(Exception):
    """The work ended with an exception that nobody expected; its traceback is the message."""

    code = "child_failed"


class ChildKilled(Exception):
    """Somebody killed the process, or the kernel did because the machine was full."""

    code = "child_killed"


class TookTooLong(Exception):
    """What a page waits for was not done in time; a job would have had more of it."""

    code = "took_too_long"


class Watcher(Protocol):
    """Who waits for a child: a run of a job, or a page."""

    number: int

    def report(self, percent: int, step: str) -> None: ...
    def checkpoint(self) -> None: ...


class _Page:
    """A page that waits for as long as the setting allows."""

    number = 0

    def __init__(self) -> None:
        self._until = time.monotonic() + settings.PAGE_WORK_LIMIT.total_seconds()

    def report(self, percent: int, step: str) -> None:
        """Nobody watches."""

    def checkpoint(self) -> None:
        if time.monotonic() > self._until:
            raise TookTooLong(
                "The file is too large or too complicated to be looked at while you "
                "wait. Make it smaller and try again."
            )


def run_briefly(work: Callable[..., T], /, **arguments: Any) -> T:
    """What `work` returns in a process of its own while a page waits for it.

    Raises: TookTooLong, and what `run_in_child` raises.
    """
    return run_in_child(_Page(), work, **arguments)


def run_in_child(
    run: Watcher,
    work: Callable[..., T],
    /,
    *,
    ask: Questions | None = None,
    on_report: Callable[[int, str], None] | None = None,
    **arguments: Any,
) -> T:
    """What `work(**arguments, report=..., **ask)` returns in a process of its own.

    `work` is a function of a module; it, its arguments and its result are pickled. What
    it reports goes to `on_report`, or else to the run; that and the questions in `ask`
    are answered here in the worker, where the database is, and the child has none. It
    is killed when the job is cancelled or lost, when the worker stops and at the time
    limit.

    Raises: what a checkpoint raises; the work's own exception when that has a `code`;
    JobRefused, when the work needs too much memory or the process dies of itself;
    ChildKilled; ChildFailed.
    """
    questions = ask or {}
    report = on_report or run.report
    with _child() as (process, connection):
        connection.send((work, arguments, tuple(questions)))
        while True:
            if not connection.poll(settings.JOB_PROGRESS_THROTTLE.total_seconds()):
                run.checkpoint()
                continue
            try:
                word, content = connection.recv()
            except (EOFError, ConnectionError):
                raise _death(process, run) from None
            match word:
                case Word.REPORT:
                    report(*content)
                case Word.ASK:
                    question, details = content
                    connection.send(questions[question](*details))
                case Word.DONE:
                    return content  # type: ignore[no-any-return]  # the work's own
                case _:
                    raise _failure(word, content)


def start_nursery() -> None:
    """Starts the process that children are forked from, so that no job waits for its imports.

    Call it from a thread that lives as long as the worker: the leash is tied to it.
    """
    if isinstance(_nursery(), multiprocessing.context.ForkServerContext):
        forkserver.ensure_running()


@cache
def _nursery() -> BaseContext:
    """Where children come from: one prepared process, or a fresh one where none can be forked."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["jobs.processes.nursery", *actor_modules()])
    return context


@contextmanager
def _child() -> Iterator[tuple[BaseProcess, Connection]]:
    """A child that waits for its work; nothing of it is left afterwards."""
    ours, theirs = multiprocessing.Pipe()
    limit = settings.JOB_MEMORY_LIMIT_MB * MEGABYTE
    process = _nursery().Process(target=do_work, args=(theirs, limit), daemon=True)  # type: ignore[attr-defined]  # every context has one
    try:
        with theirs:  # closed here, so that its end is heard
            process.start()
        yield process, ours
    finally:
        ours.close()
        _end(process)


def _end(process: BaseProcess) -> None:
    if process.pid is None:
        return
    if process.is_alive():
        if sys.platform != "win32":
            with suppress(ProcessLookupError):  # it has no group of its own yet
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.join(PATIENCE)
    with suppress(ValueError):  # it does not die; the kernel has it
        process.close()


def _failure(word: Word, content: Any) -> Exception:
    if word is Word.RAISED and isinstance(content, Exception):
        return content
    if word is Word.NO_MEMORY:
        return _too_large()
    return ChildFailed(content)


def _death(process: BaseProcess, run: Watcher) -> Exception:
    """A child that said nothing: killed from outside, or broken."""
    process.join(PATIENCE)
    logger.error("Job %s: its process ended with %s.", run.number, process.exitcode)
    if process.exitcode == -signal.SIGKILL:
        return ChildKilled(
            "The process that worked on this file was killed. That happens when the "
            "machine runs out of memory."
        )
    return JobRefused(
        "The program that was reading this file ended without a word "
        f"(status {process.exitcode}).",
        hint=(
            "Save the workbook again in Excel or LibreOffice and try once more. If it "
            "happens again, give this file to whoever runs the server."
        ),
    )


def _too_large() -> JobRefused:
    return JobRefused(
        "The workbook needs more memory than the "
        f"{settings.JOB_MEMORY_LIMIT_MB} MB that one job may use.",
        hint="Split it into smaller workbooks, or delete sheets that are not needed.",
    )
