"""Without any Redis the jobs run in threads of the web server, and the page says so."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings as project

from jobs import engine
from jobs.domain.outcomes import JobType
from jobs.domain.states import JobStatus
from jobs.models import Job
from tests.jobs.engine.workers import process_env

RUN_ONE = """
import sys, time
from project.wsgi import application
from jobs.engine import enqueue_on_commit
from jobs.models import Job
job = Job.all_orgs.get(pk=sys.argv[1])
enqueue_on_commit(job)
deadline = time.monotonic() + 20
while not job.is_final and time.monotonic() < deadline:
    time.sleep(0.02)
    job.refresh_from_db()
"""


@pytest.mark.django_db(transaction=True)
def test_the_web_process_does_its_own_jobs(asha, make_job, gate):
    job = make_job(
        asha, job_type=JobType.EXPORT_DATA.value, result={"metadata": gate.inputs}
    )
    gate.open()

    web = subprocess.run(
        [sys.executable, "-c", RUN_ONE, str(job.pk)],
        cwd=project.BASE_DIR,
        env=process_env(WORKSBILL_IN_PROCESS_BROKER="1", REDIS_URL=""),
        stderr=subprocess.PIPE,
        text=True,
    )

    assert (web.returncode, web.stderr) == (0, "")
    job = Job.all_orgs.get(pk=job.pk)
    assert (job.state, job.attempt) == (JobStatus.COMPLETED, 1)
    assert not engine.worker_is_alive()  # it took itself off the list


@pytest.mark.django_db(transaction=True)
def test_what_an_earlier_web_process_held_is_done_again(asha, make_job, gate):
    job = make_job(
        asha,
        job_type=JobType.EXPORT_DATA.value,
        result={"metadata": gate.inputs},
        status="running",
        attempt=1,
        lease_owner=f"in-process.{os.getpid()}:a",
    )
    gate.open()

    subprocess.run(
        [sys.executable, "-c", RUN_ONE, str(job.pk)],
        cwd=project.BASE_DIR,
        env=process_env(WORKSBILL_IN_PROCESS_BROKER="1", REDIS_URL=""),
        check=True,
    )

    job = Job.all_orgs.get(pk=job.pk)
    assert (job.state, job.attempt) == (JobStatus.COMPLETED, 2)


def test_the_page_says_that_this_is_a_trial(settings):
    settings.IN_PROCESS_BROKER = True
    assert engine.broker_note().startswith("Trial mode")

    settings.IN_PROCESS_BROKER = False
    assert engine.broker_note() == ""
