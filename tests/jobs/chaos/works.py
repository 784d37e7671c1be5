"""Made-up works of the chaos run: a quick one, one in a child, and one file by file."""

from __future__ import annotations

import time
from collections.abc import Callable

from jobs.domain.outcomes import FileType, JobResult, JobType, OutputDraft
from jobs.engine import JobRun, job_actor, run_in_child


def one_file(run: JobRun, name: str) -> OutputDraft:
    """Its content tells which attempt made it."""
    content = f"{run.number} {name} attempt {run.attempt}\n".encode() * 500
    return OutputDraft(name, FileType.TXT, content)


@job_actor(JobType.EXPORT_DATA)
def quick(run: JobRun) -> JobResult:
    for percent in range(0, 100, 10):
        run.report(percent, f"Tenth {percent // 10}")
        time.sleep(run.inputs["seconds"] / 10)
    return JobResult((one_file(run, "Export.txt"), one_file(run, "Extra.txt")), {})


@job_actor(JobType.EXCEL_PARSE)
def in_child(run: JobRun) -> JobResult:
    run_in_child(run, doze, seconds=run.inputs["seconds"])
    return JobResult((one_file(run, "Parsed.txt"),), {})


@job_actor(JobType.GENERATE_WORKSLIP)
def file_by_file(run: JobRun) -> JobResult:
    count = run.inputs["files"]
    for place in range(len(run.kept) + 1, count + 1):
        run.report(100 * place // (count + 1), f"File {place} of {count}")
        time.sleep(run.inputs["seconds"] / count)
        name = f"File {place}.txt"
        entry = {"filename": name, "state": "made", "attempt": run.attempt}
        run.keep(entry, [one_file(run, name)], is_last=place == count)
    return JobResult((one_file(run, "All.txt"),), {})


def doze(report: Callable[[int, str], None], seconds: float) -> None:
    report(50, "Dozing")
    time.sleep(seconds)
