"""`manage.py sweep_jobs` sweeps once, or goes on until it is stopped."""

from __future__ import annotations

import signal
import subprocess
import sys

from django.conf import settings
from django.core.management import call_command

from jobs.domain.outcomes import JobType
from jobs.engine import broker
from jobs.models import Job
from tests.jobs.engine.workers import process_env, wait_until


def test_one_pass_says_what_it_did(queue, transactional_db, asha, make_job, capsys):
    make_job(asha, job_type=JobType.EXPORT_DATA.value)

    call_command("sweep_jobs")

    assert capsys.readouterr().out == "sent 1, requeued 0, failed 0, cancelled 0\n"
    assert broker.count_waiting() == 1


def test_it_goes_on_until_it_is_told_to_stop(queue, transactional_db, asha, make_job):
    sweeper = subprocess.Popen(
        [sys.executable, "manage.py", "sweep_jobs", "--every", "1"],
        cwd=settings.BASE_DIR,
        env=process_env(REDIS_URL=queue.url),
    )
    for _ in range(2):
        job = make_job(asha, job_type=JobType.EXPORT_DATA.value)
        sent = Job.all_orgs.filter(pk=job.pk).exclude(sent_at=None)
        wait_until(sent.exists)

    sweeper.send_signal(signal.SIGTERM)

    assert sweeper.wait(10) == 0
