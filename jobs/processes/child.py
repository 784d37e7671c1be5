"""The child's side of heavy work: it gets one piece, does it, and tells what came of it; no database here."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
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
    DONE_AND_GONE = "done and gone"  # the same; the process does no other work
    RAISED = "raised"  # an exception that names its condition
    NO_MEMORY = "no memory"
    BROKEN = "broken"  # the traceback of any other exception


Message = tuple[Word, Any]


def do_works(connection: Connection, memory_limit: int) -> None:
    """Does one work after the other until the worker hangs up or memory was short.

    Each comes as the work, its arguments and the names of the questions; `memory_limit`
    is in bytes, 0 for none.
    """
    _stand_apart()
    if not apps.ready:  # where processes are not forked
        django.setup()
    for alias in connections:
        connections[alias] = NoDatabase({}, alias)
    _limit_memory(memory_limit)
    # Looking for circles during the work is a tenth of its time; what was here before
    # it is not looked at afterwards either.
    gc.disable()
    gc.freeze()
    with suppress(EOFError):
        while _do_next(connection, memory_limit):
            gc.collect()


def _do_next(connection: Connection, memory_limit: int) -> bool:
    """Whether the process is fit for another work. Raises: EOFError."""

    def report(percent: int, step: str) -> None:
        connection.send((Word.REPORT, (percent, step)))

    def ask(question: str, *details: Any) -> Any:
        connection.send((Word.ASK, (question, details)))
        return connection.recv()

    try:
        work, arguments, questions = connection.recv()
        arguments["report"] = report
        arguments |= {question: partial(ask, question) for question in questions}
        word, content = _outcome(work, arguments)
        if word is Word.DONE and _is_large(memory_limit):
            word = Word.DONE_AND_GONE
        connection.send((word, content))
    except MemoryError:
        word = Word.NO_MEMORY
        connection.send((word, None))
    return word is Word.DONE


def _is_large(limit: int) -> bool:
    """Whether the process once came so near the limit that another work might meet it."""
    if not limit or not sys.platform.startswith("linux"):
        return False
    import resource  # there is none on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > limit / 2


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
