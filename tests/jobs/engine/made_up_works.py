"""Works for tests with worker processes: one ends when the test lets it, one has a child do it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from jobs.domain.outcomes import JobResult, JobType
from jobs.engine import JobRun, job_actor, run_in_child
from tests.jobs.engine import heavy_works
from tests.jobs.engine.conftest import one_file

LONGEST_WAIT = 60.0


@job_actor(JobType.EXPORT_DATA)
def wait_for_the_test(run: JobRun) -> JobResult:
    """Inputs: `diary`, a file to append to; `go`, the file whose coming ends the work.

    With `deaf` the wait has no checkpoint.
    """
    run.report(10, "Waiting")
    with Path(run.inputs["diary"]).open("a") as diary:
        diary.write(f"attempt {run.attempt} in {os.getpid()}\n")
    deadline = time.monotonic() + LONGEST_WAIT
    while not Path(run.inputs["go"]).exists() and time.monotonic() < deadline:
        if not run.inputs.get("deaf"):
            run.report(50, "Waiting")
        time.sleep(0.01)
    return one_file(f"made by attempt {run.attempt}".encode())


@job_actor(JobType.EXCEL_PARSE)
def do_in_child(run: JobRun) -> JobResult:
    """Inputs: `work`, a function of heavy_works; `arguments`, what it gets."""
    work = getattr(heavy_works, run.inputs["work"])
    made = run_in_child(run, work, **run.inputs["arguments"])
    return JobResult(outputs=(), summary={"made": str(made)})
