"""What a chaos run must leave behind: every job ended once, every file listed once and whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings

from jobs.domain.states import FINAL
from jobs.models import Job, JobEvent, OutputFile

EXPECTED = {
    "export_data": ["Export.txt", "Extra.txt"],
    "excel_parse": ["Parsed.txt"],
    "generate_workslip": ["All.txt", "File 1.txt", "File 2.txt", "File 3.txt"],
}
ENDS = (JobEvent.Kind.COMPLETED, JobEvent.Kind.FAILED, JobEvent.Kind.CANCELLED)


@dataclass
class Verdict:
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.broken)


def judge(submitted: set[str]) -> Verdict:
    verdict = Verdict()
    jobs = {str(job.pk): job for job in Job.all_orgs.all()}
    verdict.lost = [f"{pk} was never stored" for pk in submitted - jobs.keys()]
    verdict.doubled = [
        f"{pk} was submitted by nobody" for pk in jobs.keys() - submitted
    ]
    for job in jobs.values():
        _judge_job(job, verdict)
    return verdict


def _judge_job(job: Job, verdict: Verdict) -> None:
    if job.status not in FINAL:
        verdict.lost.append(f"{job} {job.job_type} is still {job.status}")
        return
    ends = job.events.filter(kind__in=ENDS).count()
    if ends != 1:
        verdict.doubled.append(f"{job} ended {ends} times")
    names = sorted(output.filename for output in job.outputs.all())
    expected = EXPECTED.get(job.job_type)
    if job.status == "completed" and expected and names != expected:
        verdict.broken.append(f"{job} lists {names}")
    if job.status == "completed" and not names:
        verdict.broken.append(f"{job} lists nothing")
    if job.status == "failed":
        verdict.broken.append(f"{job} failed: {job.error_message} {job.error_log}")
    for output in job.outputs.all():
        _judge_file(output, verdict)


def _judge_file(output: OutputFile, verdict: Verdict) -> None:
    place = f"{output.job} {output.filename}"
    try:
        content = output.file.open("rb").read()
    except OSError:
        verdict.broken.append(f"{place} is listed and not stored")
        return
    finally:
        output.file.close()
    if len(content) != output.file_size:
        verdict.broken.append(f"{place} is stored in part")
    if len(set(content.splitlines())) > 1 and output.file_type == "txt":
        verdict.broken.append(f"{place} is of two attempts")


def count_unlisted() -> int:
    """Stored files that no row lists: left by kills, removed by the clean-up."""
    listed = set(OutputFile.all_orgs.values_list("file", flat=True))
    root = settings.MEDIA_ROOT
    stored = {
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and "outputs" in path.parts
    }
    return len(stored - listed)


def count_ends() -> Counter[str]:
    return Counter(Job.all_orgs.values_list("status", flat=True))


def count_attempts() -> tuple[int, int]:
    """All of them, and the most that one job took."""
    attempts = list(Job.all_orgs.values_list("attempt", flat=True))
    return sum(attempts), max(attempts, default=0)
