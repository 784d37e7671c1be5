"""Whose turn it is: which of the waiting jobs a free worker takes next. Plain values, no rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

NEVER = -math.inf
INTERACTIVE = 0  # the priority of a job that somebody waits for


@dataclass(frozen=True, slots=True)
class Waiting:
    """The jobs of one office and one priority that may start; `since`: the oldest."""

    office: UUID
    priority: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Rules:
    """`office_limit`: running jobs of one office, 0 for any number. `patience`: how long a
    batch lets others pass. `room_for_batch`: whether this worker may take one now."""

    office_limit: int
    patience: timedelta
    room_for_batch: bool = True


def choose_turn(
    waiting: Iterable[Waiting],
    *,
    running: Mapping[UUID, int],
    served: Mapping[UUID, float],
    now: datetime,
    rules: Rules,
) -> Waiting | None:
    """The one whose oldest job is next; None when all must wait.

    What somebody waits for comes first; then the office with the fewest running jobs,
    then the one that had its turn (`served`, a growing number) longest ago. A batch that
    waited as long as the patience is no longer put off.
    """

    def rank(one: Waiting) -> tuple[int, int, float, datetime]:
        is_put_off = one.priority and now - one.since < rules.patience
        return (
            one.priority if is_put_off else INTERACTIVE,
            running.get(one.office, 0),
            served.get(one.office, NEVER),
            one.since,
        )

    allowed = [one for one in waiting if _is_allowed(one, running, rules)]
    return min(allowed, key=rank, default=None)


def _is_allowed(one: Waiting, running: Mapping[UUID, int], rules: Rules) -> bool:
    if one.priority and not rules.room_for_batch:
        return False
    return not rules.office_limit or running.get(one.office, 0) < rules.office_limit


def count_turns_before(own_ahead: int, others: Sequence[int]) -> int:
    """About how many jobs start before one with `own_ahead` jobs of its own office.

    `others` counts the waiting jobs of each other office; they take turns with ours.

    >>> count_turns_before(0, [200, 1]), count_turns_before(3, [200, 1])
    (2, 8)
    """
    return own_ahead + sum(min(count, own_ahead + 1) for count in others)
