"""The child's side of heavy work: it gets one piece, does it, and tells what came of it; no database here."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

import django
from django.apps import apps
from django.db import connections
from django.db.backends.dummy.base import DatabaseWrapper as NoDatabase

from jobs.processes.leash import die_with_parent


class Word(StrEnum):
    """What a child says, with what comes beside it."""

    REPORT = "report"  # the arguments of the report; nobody answers
    ASK = "ask"  # the name of the question and its arguments; the answer is the value
    DONE = "done"  # what the work returned
    RAISED = "raised"  # an exception that names its condition
    NO_MEMORY = "no memory"
    BROKEN = "broken"  # the traceback of any other exception


Message = tuple[Word, Any]


def do_work(connection: Connection, memory_limit: int) -> None:
    """Receives work, arguments and the names of the questions; `memory_limit` is in bytes, 0 for none."""
    _stand_apart()
    if not apps.ready:  # where processes are not forked
        django.setup()
    for alias in connections:
        connections[alias] = NoDatabase({}, alias)
    work, arguments, questions = connection.recv()
    _limit_memory(memory_limit)
    # The process ends with this work; looking for circles in it is a tenth of its time.
    gc.disable()

    def report(percent: int, step: str) -> None:
        connection.send((Word.REPORT, (percent, step)))

    def ask(question: str, *details: Any) -> Any:
        connection.send((Word.ASK, (question, details)))
        return connection.recv()

    arguments["report"] = report
    arguments |= {question: partial(ask, question) for question in questions}
    try:
        connection.send(_outcome(work, arguments))
    except MemoryError:
        connection.send((Word.NO_MEMORY, None))


def _outcome(work: Callable[..., Any], arguments: dict[str, Any]) -> Message:
    try:
        return Word.DONE, work(**arguments)
    except MemoryError:
        return Word.NO_MEMORY, None
    except Exception as error:  # noqa: BLE001 - it is told, and raised by the worker
        if _names_its_condition(error):
            return Word.RAISED, error
        return Word.BROKEN, traceback.format_exc()


def _names_its_condition(error: Exception) -> bool:
    """Whether it is of our own kinds, and arrives as it is."""
    if not hasattr(error, "code"):
        return False
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own, made a moment ago
    except (TypeError, AttributeError, pickle.PicklingError):
        return False
    return True


def _stand_apart() -> None:
    """A group of its own, to be killed with all below it; and not to outlive the worker."""
    if sys.platform != "win32":
        os.setpgid(0, 0)
        die_with_parent(signal.SIGKILL)


def _limit_memory(limit: int) -> None:
    if limit and sys.platform.startswith("linux"):
        import resource  # there is none on Windows

        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
