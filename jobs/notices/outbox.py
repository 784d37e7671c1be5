"""Taking what is due from an outbox, each row by one sender at a time, and trying it again later."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from jobs.models.notices import Delivery

D = TypeVar("D", bound=Delivery)

# What is left when a run has taken so long is the next one's.
RUN_FOR = timedelta(minutes=1)
# A sender that died in the middle is given up after this time. The row may then be sent
# twice, which its receiver can tell by the id.
HELD_FOR = timedelta(minutes=5)
# Of each worker process one thread sends: receivers that are slow must not take all its
# threads from the jobs.
_sending: defaultdict[type[Delivery], threading.Lock] = defaultdict(threading.Lock)


class NotDelivered(Exception):
    """It did not arrive; a later try may. `is_final`: none will."""

    code = "not_delivered"

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


def send_due(kind: type[D], send: Callable[[D], None]) -> str:
    """Sends what is due; says how much for the desk."""
    if not _sending[kind].acquire(blocking=False):
        return "being sent already"
    try:
        return _send_all(kind, send)
    finally:
        _sending[kind].release()


def _send_all(kind: type[D], send: Callable[[D], None]) -> str:
    sent = failed = 0
    for row in _take(kind):
        try:
            send(row)
        except NotDelivered as error:
            failed += 1
            _try_later(row, error)
        else:
            sent += 1
            _write(row, state=Delivery.State.SENT, sent_at=timezone.now(), error="")
    return f"{sent} sent, {failed} not"


def _take(kind: type[D]) -> Iterator[D]:
    """Each due row, the longest due first, also those that come due meanwhile."""
    end = timezone.now() + RUN_FOR
    while (now := timezone.now()) < end:
        due = kind.all_orgs.filter(state=Delivery.State.WAITING, next_try_at__lte=now)
        row = due.order_by("next_try_at").first()
        if row is None:
            return
        mine = due.filter(pk=row.pk, attempts=row.attempts)
        if mine.update(attempts=F("attempts") + 1, next_try_at=now + HELD_FOR):
            row.attempts += 1
            yield row


def _try_later(row: Delivery, error: NotDelivered) -> None:
    delays = settings.NOTICE_RETRY_DELAYS
    if error.is_final or row.attempts > len(delays):
        _write(row, state=Delivery.State.FAILED, error=str(error)[:500])
        return
    at = timezone.now() + delays[row.attempts - 1]
    _write(row, next_try_at=at, error=str(error)[:500])


def _write(row: Delivery, **changes: object) -> None:
    type(row).all_orgs.filter(pk=row.pk).update(**changes)
