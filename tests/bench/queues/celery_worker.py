"""Celery as its documentation sets it up."""

from __future__ import annotations

from celery import Celery
from django.conf import settings

from tests.bench.queues.by_hand import do

# Celery spells the address of a unix socket differently.
url = settings.REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=0", "?virtual_host=0"
)
app = Celery("bench", broker=url)
app.conf.task_ignore_result = True


@app.task(name="work_on")  # type: ignore[untyped-decorator]  # it has no types
def work_on(work: str, job_id: str) -> None:
    do(work, job_id)


def send(work: str, job_id: str) -> None:
    work_on.delay(work, job_id)
