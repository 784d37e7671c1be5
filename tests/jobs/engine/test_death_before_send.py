"""A web process that dies between the commit and the message loses no job."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings
from django.utils import timezone

from jobs import engine
from jobs.domain.outcomes import JobType
from jobs.domain.states import JobStatus
from jobs.engine import broker
from jobs.models import Job
from tests.jobs.engine.workers import process_env

SUBMIT_AND_DIE = """
import os, sys
import django
django.setup()
from django.db import transaction
from jobs.engine import enqueue_on_commit
from jobs.models import Job
with transaction.atomic():
    job = Job.all_orgs.get(pk=sys.argv[1])
    Job.all_orgs.filter(pk=job.pk).update(current_step="Queued by the one who died")
    transaction.on_commit(lambda: os._exit(9))
    enqueue_on_commit(job)
"""


def test_a_job_that_was_committed_but_never_sent_is_sent_by_the_sweeper(
    queue, transactional_db, asha, make_job
):
    job = make_job(asha, job_type=JobType.EXPORT_DATA.value)

    died = subprocess.run(
        [sys.executable, "-c", SUBMIT_AND_DIE, str(job.pk)],
        cwd=settings.BASE_DIR,
        env=process_env(REDIS_URL=queue.url),
    )

    assert died.returncode == 9
    job = Job.all_orgs.get(pk=job.pk)
    assert job.current_step == "Queued by the one who died"
    assert (job.state, job.sent_at) == (JobStatus.QUEUED, None)
    assert broker.count_waiting() == 0

    assert engine.sweep(timezone.now()).sent == 1
    assert broker.count_waiting() == 1
