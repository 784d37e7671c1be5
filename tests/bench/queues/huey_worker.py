"""Huey as its documentation sets it up."""

from __future__ import annotations

from django.conf import settings
from huey import RedisHuey

from tests.bench.queues.by_hand import do

huey = RedisHuey("bench", url=settings.REDIS_URL, results=False)


@huey.task()  # type: ignore[untyped-decorator]  # it has no types
def work_on(work: str, job_id: str) -> None:
    do(work, job_id)


def send(work: str, job_id: str) -> None:
    work_on(work, job_id)
