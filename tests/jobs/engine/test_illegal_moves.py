"""The engine refuses a move that the state table does not have, whoever asks for it."""

from __future__ import annotations

import itertools

import pytest

from jobs.domain.outcomes import LeaseLost
from jobs.domain.states import IllegalTransition, JobStatus, can_transition
from jobs.engine.leases import move_job
from jobs.models import Job, JobEvent

pytestmark = pytest.mark.django_db

ILLEGAL = [
    pair
    for pair in itertools.product(JobStatus, JobStatus)
    if not can_transition(*pair)
]


@pytest.mark.parametrize(("current", "wanted"), ILLEGAL)
def test_an_illegal_move_raises_and_writes_nothing(asha, make_job, current, wanted):
    job = make_job(asha, status=current.value)

    with pytest.raises(IllegalTransition):
        move_job(job, wanted, kind=JobEvent.Kind.STEP, text="by force")

    job.refresh_from_db()
    assert job.state is current
    assert not job.events.exists()


def test_a_move_from_an_outdated_row_raises_and_writes_nothing(asha, make_job):
    job = make_job(asha)
    Job.all_orgs.filter(pk=job.pk).update(status="running", lease_owner="worker.1:a")

    with pytest.raises(LeaseLost):
        move_job(job, JobStatus.CANCELLED, kind=JobEvent.Kind.CANCELLED, text="late")

    job.refresh_from_db()
    assert job.state is JobStatus.RUNNING
    assert not job.events.exists()
