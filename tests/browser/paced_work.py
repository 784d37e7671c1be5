"""A work whose progress the test dictates, for pages that are watched while a job runs."""

from __future__ import annotations

import time
from pathlib import Path

from jobs.domain.outcomes import FileType, JobResult, JobType, OutputDraft
from jobs.engine import JobRun, job_actor

LONGEST_WAIT = 60.0


@job_actor(JobType.EXPORT_DATA)
def follow_the_pace(run: JobRun) -> JobResult:
    """Input `pace`: a file with the percentage to report; 100 ends the work."""
    deadline = time.monotonic() + LONGEST_WAIT
    percent = 0
    while percent < 100 and time.monotonic() < deadline:
        percent = int(Path(run.inputs["pace"]).read_text() or 0)
        run.report(min(percent, 99), "Exporting sheets")
        time.sleep(0.02)
    return JobResult(
        outputs=(OutputDraft("Export.txt", FileType.TXT, b"exported"),), summary={}
    )
