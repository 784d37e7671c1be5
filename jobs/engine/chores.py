"""Recurring work besides jobs: what is to be done how often, each begun by one worker at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module

from django.db import transaction
from django.utils import timezone

from jobs.engine import broker
from jobs.engine.registry import app_modules
from jobs.models import Chore

logger = logging.getLogger(__name__)

ChoreWork = Callable[[], str]  # gives back one line for the operator's desk


@dataclass(frozen=True, slots=True)
class _Declared:
    work: ChoreWork
    every: timedelta


_chores: dict[str, _Declared] = {}


def chore(name: str, *, every: timedelta) -> Callable[[ChoreWork], ChoreWork]:
    """Makes the function, which lives in an app's `chores` module, recur.

    It may be begun twice at once in rare cases and must then do no harm.
    """

    def declare(work: ChoreWork) -> ChoreWork:
        _chores[name] = _Declared(work, every)
        return work

    return declare


def load_chores() -> None:
    for module in app_modules("chores"):
        import_module(module)


def wake_chore(name: str) -> None:
    """Has a worker do the chore soon after the commit instead of at its next time.

    A queue that does not answer is no loss: the chore comes round.
    """
    transaction.on_commit(partial(_send, name), robust=True)


def send_due_chores(now: datetime) -> int:
    """How many were sent to the workers; of several senders one sends each."""
    return sum(
        _take_turn(name, now - declared.every, now) and _send(name)
        for name, declared in _chores.items()
    )


def do_chore(name: str) -> None:
    """Does it here and now; a fault is logged and shown on the desk, and it comes round."""
    if name not in _chores:
        logger.error("Nobody knows the chore %s.", name)
        return
    try:
        result = _chores[name].work()
    except Exception as error:
        logger.exception("The chore %s failed.", name)
        result = f"failed: {error}"
    Chore.objects.update_or_create(
        name=name,
        defaults={"result": result[:300]},
        create_defaults={"begun_at": timezone.now(), "result": result[:300]},
    )


def _take_turn(name: str, before: datetime, now: datetime) -> bool:
    row, is_new = Chore.objects.get_or_create(name=name, defaults={"begun_at": now})
    due = Chore.objects.filter(pk=row.pk, begun_at__lte=before)
    return is_new or bool(due.update(begun_at=now))


def _send(name: str) -> bool:
    try:
        broker.send_chore(name)
    except broker.BrokerUnreachable as error:
        logger.warning("The chore %s waits for the queue: %s", name, error)
        return False
    return True
