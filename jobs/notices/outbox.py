"""Taking what is due from an outbox, each row by one sender at a time, and trying it again later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from jobs.models.notices import Delivery

D = TypeVar("D", bound=Delivery)

AT_ONCE = 100
# A sender that died in the middle is given up after this time. The row may then be sent
# twice, which its receiver can tell by the id.
HELD_FOR = timedelta(minutes=5)


class NotDelivered(Exception):
    """It did not arrive; a later try may. `is_final`: none will."""

    code = "not_delivered"

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


def send_due(kind: type[D], send: Callable[[D], None]) -> str:
    """Sends what is due; says how much for the desk."""
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
    now = timezone.now()
    due = kind.all_orgs.filter(state=Delivery.State.WAITING, next_try_at__lte=now)
    for row in due.order_by("next_try_at")[:AT_ONCE]:
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
