"""RQ: the queue, and the function that its workers call."""

from __future__ import annotations

from django.conf import settings
from redis import Redis
from rq import Queue

from tests.bench.queues.by_hand import do

queue = Queue("bench", connection=Redis.from_url(settings.REDIS_URL))


def send(work: str, job_id: str) -> None:
    queue.enqueue(do, work, job_id, result_ttl=0)
