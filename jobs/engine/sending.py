"""Telling the workers about a queued job; a message that cannot be sent is the sweeper's business."""

from __future__ import annotations

import logging
from functools import partial

from django.db import transaction
from django.utils import timezone

from jobs.engine import broker
from jobs.models import Job

logger = logging.getLogger(__name__)


def enqueue_on_commit(job: Job) -> None:
    """Sends a message for the job once its row can be seen by others.

    A broker that does not answer is logged and never reaches the caller.
    """
    transaction.on_commit(partial(send_job, job), robust=True)


def send_job(job: Job) -> bool:
    """Whether the broker took the message; the row then says when."""
    try:
        message_id = broker.send_turn()
    except broker.BrokerUnreachable as error:
        logger.warning("%s waits for the queue: %s", job, error)
        return False
    job.task_id, job.sent_at = message_id, timezone.now()
    Job.all_orgs.filter(pk=job.pk).update(task_id=job.task_id, sent_at=job.sent_at)
    return True
