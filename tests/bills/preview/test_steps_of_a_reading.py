"""The stages that reading a workbook goes through, in the words of the specification."""

from __future__ import annotations

import pytest

from bills.services import READING_STEPS
from jobs.models import JobEvent
from tests.bills.preview.conftest import do_job
from tests.bills.preview.workbooks import CABLE, estimate

pytestmark = pytest.mark.django_db


def test_it_says_what_it_does_and_that_it_is_done(asha, start):
    job = start(asha, estimate([CABLE])).job

    do_job(job)

    steps = job.events.filter(kind=JobEvent.Kind.STEP).values_list("text", flat=True)
    assert tuple(steps) == READING_STEPS
    assert {
        "Reading Excel file...",
        "Parsing data...",
        "Data stored successfully",
    } < set(steps)
    assert (job.progress, job.current_step) == (100, "Processing complete")
