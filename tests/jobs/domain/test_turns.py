"""Whose turn it is when several offices have jobs waiting."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from jobs.domain.turns import Rules, Waiting, choose_turn

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RULES = Rules(office_limit=0, patience=timedelta(minutes=5))
RAJU, SITA = uuid4(), uuid4()


def waiting(office: UUID, *, priority: int = 0, seconds: int = 10) -> Waiting:
    return Waiting(office, priority, NOW - timedelta(seconds=seconds))


def choose(*jobs: Waiting, running=None, served=None, rules=RULES) -> Waiting | None:
    return choose_turn(
        jobs, running=running or {}, served=served or {}, now=NOW, rules=rules
    )


def test_nobody_waits():
    assert choose() is None


def test_the_oldest_goes_first_among_equals():
    old, young = waiting(RAJU, seconds=20), waiting(SITA, seconds=10)

    assert choose(young, old) is old


def test_the_office_with_fewer_running_jobs_goes_first():
    many, few = waiting(RAJU, seconds=99), waiting(SITA)

    assert choose(many, few, running={RAJU: 2, SITA: 1}) is few


def test_the_office_that_was_served_last_lets_the_other_go():
    last, other = waiting(RAJU, seconds=99), waiting(SITA)

    assert choose(last, other, served={RAJU: 5.0, SITA: 4.0}) is other
    assert choose(last, other, served={RAJU: 5.0}) is other


def test_what_somebody_waits_for_passes_a_batch():
    batch, single = waiting(RAJU, priority=1, seconds=99), waiting(RAJU)

    assert choose(batch, single, running={RAJU: 3}) is single


def test_a_batch_that_waited_long_enough_is_not_put_off_any_more():
    batch = waiting(RAJU, priority=1, seconds=301)

    assert choose(batch, waiting(SITA)) is batch


def test_an_office_at_its_limit_waits():
    rules = Rules(office_limit=2, patience=timedelta(minutes=5))

    assert choose(waiting(RAJU), running={RAJU: 2}, rules=rules) is None
    assert choose(waiting(RAJU), running={RAJU: 1}, rules=rules) is not None


def test_the_last_free_thread_takes_no_batch():
    rules = Rules(0, timedelta(minutes=5), room_for_batch=False)
    single = waiting(SITA)

    assert choose(waiting(RAJU, priority=1), rules=rules) is None
    assert choose(waiting(RAJU, priority=1), single, rules=rules) is single


@pytest.mark.parametrize("offices", [2, 3, 5])
def test_one_worker_serves_offices_in_turn_however_much_one_has(offices):
    names = [uuid4() for _ in range(offices)]
    left = Counter(dict.fromkeys(names, 3))
    left[names[0]] = 200
    served: dict[UUID, float] = {}
    order = []
    for turn in range(3 * offices):
        jobs = [waiting(name) for name in names if left[name]]
        chosen = choose(*jobs, served=served)
        assert chosen is not None
        left[chosen.office] -= 1
        served[chosen.office] = turn
        order.append(chosen.office)

    assert Counter(order) == dict.fromkeys(names, 3)
