"""Heavy work of a job in a process of its own, which may hang, grow or die without harm to the worker."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.conf import settings

from jobs.domain.outcomes import JobRefused
from jobs.engine.children import PATIENCE, Child, ChildKilled, lend_child
from jobs.processes.child import Word

logger = logging.getLogger(__name__)

T = TypeVar("T")
# How Python says that the process which a child came from died, and the child with it.
NOT_KNOWN = 255
Questions = Mapping[str, Callable[..., Any]]


class ChildFailed(Exception):
    """The work ended with an exception that nobody expected; its traceback is the message."""

    code = "child_failed"


class TookTooLong(Exception):
    """What a page waits for was not done in time; a job would have had more of it."""

    code = "took_too_long"


class Watcher(Protocol):
    """Who waits for a child: a run of a job, or a page; `office`: whose files they are."""

    number: int

    @property
    def office(self) -> UUID | None: ...

    def report(self, percent: int, step: str) -> None: ...
    def checkpoint(self) -> None: ...


class _Page:
    """A page that waits for as long as the setting allows."""

    number = 0
    office = None  # its child is for this once

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
    limit. One that ended well does its office's next work too.

    Raises: what a checkpoint raises; the work's own exception when that has a `code`;
    JobRefused, when the work needs too much memory or the process dies of itself;
    ChildKilled; ChildFailed.
    """
    task = _Task(run, work, arguments, ask or {}, on_report or run.report)
    try:
        with lend_child(run.office) as child:
            return task.do_in(child)  # type: ignore[no-any-return]  # the work's own
    except _WornOut:
        # What it did before may be to blame: the file deserves a child of its own.
        with lend_child(run.office, new=True) as child:
            return task.do_in(child)  # type: ignore[no-any-return]


class _WornOut(Exception):
    """A child that had done other work before died of itself."""


@dataclass(frozen=True, slots=True)
class _Task:
    """One work and who waits for it."""

    run: Watcher
    work: Callable[..., Any]
    arguments: Mapping[str, Any]
    questions: Questions
    report: Callable[[int, str], None]

    def do_in(self, child: Child) -> Any:
        """Raises: _WornOut, and what `run_in_child` raises."""
        connection = child.connection
        with self._hearing(child):
            connection.send((self.work, self.arguments, tuple(self.questions)))
        while True:
            if not connection.poll(settings.JOB_PROGRESS_THROTTLE.total_seconds()):
                self.run.checkpoint()
                continue
            with self._hearing(child):
                word, content = connection.recv()
            match word:
                case Word.REPORT:
                    self.report(*content)
                case Word.ASK:
                    question, details = content
                    answer = self.questions[question](*details)
                    with self._hearing(child):
                        connection.send(answer)
                case Word.DONE | Word.DONE_AND_GONE:
                    child.is_fit = word is Word.DONE
                    return content
                case _:
                    raise _failure(word, content)

    @contextmanager
    def _hearing(self, child: Child) -> Iterator[None]:
        """Notices that nobody is at the other end any more."""
        try:
            yield
        except (EOFError, ConnectionError):
            if child.has_worked:
                raise _WornOut from None
            raise _death(child.process, self.run) from None


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
    if process.exitcode in (-signal.SIGKILL, NOT_KNOWN):
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
