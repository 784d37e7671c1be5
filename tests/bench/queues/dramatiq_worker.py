"""Bare Dramatiq: one actor, the library's own middleware, no engine."""

from __future__ import annotations

import dramatiq
from django.conf import settings
from dramatiq.brokers.redis import RedisBroker

from tests.bench.queues.by_hand import do

broker = RedisBroker(url=settings.REDIS_URL, namespace="bare")
dramatiq.set_broker(broker)


@dramatiq.actor(broker=broker)  # noqa: TID251 - the queue without the engine is the point
def work_on(work: str, job_id: str) -> None:
    do(work, job_id)


def send(work: str, job_id: str) -> None:
    work_on.send(work, job_id)
