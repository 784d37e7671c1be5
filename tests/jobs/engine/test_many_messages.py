"""However many messages and workers there are, a job is done once."""

from __future__ import annotations

from django.utils import timezone

from jobs import engine
from jobs.domain.states import JobStatus
from jobs.engine import broker
from jobs.models import Job
from tests.jobs.engine.conftest import redis_client
from tests.jobs.engine.workers import wait_until


def test_twenty_messages_and_two_workers_make_one_attempt(
    queue, submit, gate, start_worker, ended_once
):
    start_worker("one", queue)
    start_worker("two", queue)
    job = submit()
    for _ in range(19):
        broker.send_turn()
    gate.open()

    wait_until(lambda: Job.all_orgs.get(pk=job.pk).is_final)
    wait_until(lambda: not messages_left())

    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobStatus.COMPLETED, 1)
    assert len(gate.diary()) == 1
    ended_once(job)


def test_a_long_queue_is_not_filled_with_doubles(queue, submit, settings):
    settings.JOB_RESEND_AFTER *= 0
    for _ in range(5):
        submit()

    for _ in range(3):
        engine.sweep(timezone.now())

    assert broker.count_waiting() == 5


def test_a_lost_message_is_sent_again(queue, submit, settings):
    settings.JOB_RESEND_AFTER *= 0
    for _ in range(5):
        submit()
    queue.flush()

    assert engine.sweep(timezone.now()).sent == 5
    assert broker.count_waiting() == 5


def messages_left() -> int:
    """Waiting or in a worker's hands."""
    count = redis_client().hlen(f"dramatiq:{broker.QUEUE}.msgs")
    assert isinstance(count, int)
    return count
