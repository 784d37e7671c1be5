"""A made-up work whose file says how long it takes, and who did it in the end."""

from __future__ import annotations

import time

from django.db import transaction

from jobs.domain.outcomes import FileType, JobResult, JobType, OutputDraft
from jobs.engine import JobRun, job_actor
from jobs.engine.heart import process_id
from tests.hosts import PACKAGE


@job_actor(JobType.EXCEL_PARSE)
def dawdle(run: JobRun) -> JobResult:
    """The file says, after the mark of a package, `SECONDS`, or `SECONDS locked` to hold the job's row for as long."""
    seconds, *how = run.source()[1].removeprefix(PACKAGE).decode().split()
    if "locked" in how and run.attempt == 1:
        with transaction.atomic():
            run.report(10, "In the middle of a write")
            time.sleep(float(seconds))
    for tenth in range(10):
        run.report(tenth * 10, "Dawdling")
        time.sleep(float(seconds) / 10)
    content = f"{process_id()} attempt {run.attempt}\n".encode() * 500
    return JobResult((OutputDraft("Parsed.txt", FileType.TXT, content),), {})
