"""Running an ended job again: all of it, or the files of a batch that gave nothing."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext

from jobs import engine
from jobs.models import Job, Upload
from jobs.queries import has_left_nothing
from jobs.services.permissions import check_may_control
from jobs.services.submitting import FilePurpose, JobSource, digest_of, insert_once
from organizations.models import Membership, User
from project import __version__


class JobNotRepeatable(Exception):
    """The job has what it made, or no longer what it was made from."""

    code = "job_not_repeatable"


def retry_job(*, job: Job, actor: Membership) -> Job:
    """A new attempt with the stored inputs. Raises: RoleTooLow, JobNotRepeatable."""
    check_may_control(job, actor)
    return repeat_job(job=job, user=actor.user)


def repeat_job(*, job: Job, user: User, by: User | None = None) -> Job:
    """A new job with the stored inputs of one that left nothing, linked to it.

    It is the user's; `by` is who ordered it, when that is somebody else. Raises: JobNotRepeatable.
    """
    if not has_left_nothing(job):
        raise JobNotRepeatable(
            gettext(
                "Only a failed or cancelled job can be run again, or one whose files "
                "are no longer kept."
            )
        )
    if job.source_output and job.source_output.expired:
        raise JobNotRepeatable(
            gettext(
                "%(filename)s, from which it was made, is no longer kept. "
                "Run the job that made it again."
            )
            % {"filename": job.source_output.filename}
        )
    again = _repeated(job, user, job.fingerprint, "retry of")
    return insert_once(again, source_of(job).further, by=by)


def repeat_as_operator(*, job: Job, operator: User) -> Job:
    """A new job of the same person, recorded as ordered by the operator.

    Raises: JobNotRepeatable, NoOrganization.
    """
    return repeat_job(job=job, user=job.user, by=operator)


def retry_failed_files(*, job: Job, actor: Membership) -> Job:
    """A new job with those files of a batch of which nothing was made.

    Raises: RoleTooLow, JobNotRepeatable.
    """
    check_may_control(job, actor)
    files = _files_without_result(job)
    if not files:
        raise JobNotRepeatable(gettext("Every file of this job was done."))
    others = job.further_files.exclude(purpose=FilePurpose.BATCH)
    source = JobSource(
        upload=files[0],
        further=[
            *((FilePurpose(file.purpose), file.upload) for file in others),
            *((FilePurpose.BATCH, upload) for upload in files[1:]),
        ],
    )
    inputs = job.result["metadata"]
    fingerprint = digest_of([job.job_type, source.digest, inputs])
    again = _repeated(job, actor.user, fingerprint, "retry of the failed files of")
    again.upload = source.upload
    return insert_once(again, source.further)


def source_of(job: Job) -> JobSource:
    """What the job worked on, for a job that does it again with other inputs."""
    further = job.further_files.select_related("upload")
    return JobSource(
        upload=job.upload,
        output=job.source_output,
        further=[(FilePurpose(file.purpose), file.upload) for file in further],
        repeats=job,
    )


def _repeated(job: Job, user: User, fingerprint: str, how: str) -> Job:
    return Job(
        organization=job.organization,
        user=user,
        job_type=job.job_type,
        upload=job.upload,
        source_output=job.source_output,
        parent=job,
        priority=job.priority,
        result={"metadata": job.result["metadata"]},
        fingerprint=fingerprint,
        idempotency_key=digest_of([how, str(job.pk), _count_spent(job)]),
        max_attempts=settings.JOB_MAX_ATTEMPTS,
        engine_version=__version__,
        template_version=job.template_version,  # the stored inputs pin it
    )


def _count_spent(job: Job) -> int:
    """How many of its repeats left nothing either: only then another is wanted."""
    return sum(has_left_nothing(again) for again in job.retries.all())


def _files_without_result(job: Job) -> list[Upload]:
    """The files of an ended batch that failed or were never begun."""
    if not job.is_final or not engine.is_batch(job) or job.upload is None:
        return []
    batch = job.further_files.filter(purpose=FilePurpose.BATCH).select_related("upload")
    uploads = [job.upload, *(file.upload for file in batch)]
    made = [entry["state"] == "made" for entry in job.kept]
    made += [False] * (len(uploads) - len(made))
    return [
        upload for upload, is_made in zip(uploads, made, strict=True) if not is_made
    ]
