"""Storing uploads and submitting, cancelling and repeating jobs for one office."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from jobs import engine
from jobs.domain.outcomes import JobType
from jobs.domain.states import ACTIVE, JobStatus
from jobs.models import FurtherFile, Job, JobEvent, OutputFile, Upload
from organizations.domain.roles import Permission, Role, check_permission
from organizations.models import Membership, Organization, User
from project import __version__

FilePurpose = FurtherFile.Purpose


class UploadTooLarge(Exception):
    """The file is larger than the setting allows."""

    code = "upload_too_large"


class JobNotRepeatable(Exception):
    """Only a failed or cancelled job can be run again."""

    code = "job_not_repeatable"


class OutputExpired(Exception):
    """The file was removed when its time was over."""

    code = "output_expired"


@dataclass(frozen=True, slots=True)
class JobSource:
    """What a job works on: an uploaded file or one that an earlier job made, and more uploads."""

    upload: Upload | None = None
    output: OutputFile | None = None
    further: Sequence[tuple[FilePurpose, Upload]] = ()
    repeats: Job | None = None  # the earlier job whose inputs were edited

    @property
    def digest(self) -> list[str]:
        """The same for the same contents, whatever the files are called."""
        main = str(self.output.pk) if self.output else ""
        return [
            self.upload.sha256 if self.upload else main,
            *(f"{purpose} {upload.sha256}" for purpose, upload in self.further),
        ]


def store_upload(
    *, organization: Organization, actor: Membership, file: File[bytes]
) -> Upload:
    """Raises: UploadTooLarge."""
    _check_may_run(actor)
    content = file.read()
    if len(content) > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise UploadTooLarge(f"The file is larger than {limit} MB.")
    name = PurePath(file.name or "upload").name
    upload = Upload(
        organization=organization,
        user=actor.user,
        filename=name[-255:],
        file_size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    upload.file.save(name, ContentFile(content), save=False)
    upload.save(force_insert=True)
    return upload


def submit_job(
    *,
    organization: Organization,
    actor: Membership,
    job_type: JobType,
    inputs: dict[str, Any],
    source: JobSource,
    key: str,
) -> Job:
    """The new job, or the one that this very submit or these very inputs made already.

    `key` is the form's own random value: a second post of the same form with the same
    inputs gives the first job even when that one has ended.
    """
    _check_may_run(actor)
    fingerprint = digest_of([job_type.value, source.digest, inputs])
    job = Job(
        organization=organization,
        user=actor.user,
        job_type=job_type.value,
        upload=source.upload,
        source_output=source.output,
        parent=source.repeats,
        priority=_priority_of(source),
        result={"metadata": inputs},
        fingerprint=fingerprint,
        idempotency_key=digest_of([key or str(uuid4()), fingerprint]),
        max_attempts=settings.JOB_MAX_ATTEMPTS,
        engine_version=__version__,
    )
    return _insert_once(job, source.further)


def source_of(job: Job) -> JobSource:
    """What the job worked on, for a job that does it again with other inputs."""
    further = job.further_files.select_related("upload")
    return JobSource(
        upload=job.upload,
        output=job.source_output,
        further=[(FilePurpose(file.purpose), file.upload) for file in further],
        repeats=job,
    )


def _priority_of(source: JobSource) -> Job.Priority:
    is_batch = any(purpose == FilePurpose.BATCH for purpose, _ in source.further)
    return Job.Priority.BATCH if is_batch else Job.Priority.INTERACTIVE


def retry_job(*, job: Job, actor: Membership) -> Job:
    """A new attempt with the stored inputs. Raises: RoleTooLow, JobNotRepeatable."""
    check_may_control(job, actor)
    return repeat_job(job=job, user=actor.user)


def repeat_job(*, job: Job, user: User) -> Job:
    """A new job with the stored inputs of a failed or cancelled one, linked to it.

    Raises: JobNotRepeatable.
    """
    if job.state not in {JobStatus.FAILED, JobStatus.CANCELLED}:
        raise JobNotRepeatable("Only a failed or cancelled job can be run again.")
    again = _repeated(job, user, job.fingerprint, "retry of")
    return _insert_once(again, source_of(job).further)


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
        idempotency_key=digest_of([how, str(job.pk)]),
        max_attempts=settings.JOB_MAX_ATTEMPTS,
        engine_version=__version__,
    )


def retry_failed_files(*, job: Job, actor: Membership) -> Job:
    """A new job with those files of a batch of which nothing was made.

    Raises: RoleTooLow, JobNotRepeatable.
    """
    check_may_control(job, actor)
    files = _files_without_result(job)
    if not files:
        raise JobNotRepeatable("Every file of this job was done.")
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
    return _insert_once(again, source.further)


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


def pause_job(*, job: Job, actor: Membership) -> JobStatus:
    """The state after asking: paused, or running until the current file is done.

    Raises: RoleTooLow, IllegalTransition.
    """
    check_may_control(job, actor)
    return engine.request_pause(job, actor.user)


def resume_job(*, job: Job, actor: Membership) -> JobStatus:
    """Raises: RoleTooLow, IllegalTransition."""
    check_may_control(job, actor)
    return engine.resume(job, actor.user)


def stop_after_file(*, job: Job, actor: Membership) -> engine.CancelOutcome:
    """Ends a batch when its current file is done. Raises: RoleTooLow, IllegalTransition."""
    check_may_control(job, actor)
    return engine.request_stop_after_file(job, actor.user)


def cancel_job(*, job: Job, actor: Membership) -> engine.CancelOutcome:
    """Cancelled at once, asked for, or too late. Raises: RoleTooLow."""
    check_may_control(job, actor)
    return engine.request_cancel(job, actor.user)


def record_download(*, output: OutputFile, actor: Membership) -> None:
    """Counts the download. Raises: OutputExpired."""
    check_kept(output)
    with transaction.atomic():
        OutputFile.objects.for_org(output.organization).filter(pk=output.pk).update(
            download_count=F("download_count") + 1, last_downloaded=timezone.now()
        )
        JobEvent.objects.create(
            job=output.job,
            actor=actor.user,
            kind=JobEvent.Kind.DOWNLOADED,
            text=output.filename,
        )


def check_kept(output: OutputFile) -> None:
    """Raises: OutputExpired."""
    if output.expired:
        raise OutputExpired(
            f"{output.filename} was kept until "
            f"{timezone.localdate(output.expires_at):%d-%m-%Y}. Run the job again."
        )


def check_may_control(job: Job, actor: Membership) -> None:
    """Raises: RoleTooLow, unless the job is the member's own or the role reaches further."""
    own = job.user_id == actor.user_id
    check_permission(
        Role(actor.role), Permission.RUN_OWN_JOBS if own else Permission.RUN_ALL_JOBS
    )


def _check_may_run(actor: Membership) -> None:
    check_permission(Role(actor.role), Permission.RUN_OWN_JOBS)


def _insert_once(job: Job, further: Sequence[tuple[FilePurpose, Upload]]) -> Job:
    """Inserts and enqueues the job, or returns the one that stands in its place."""
    try:
        with transaction.atomic():
            Organization.objects.filter(pk=job.organization_id).update(
                last_job_number=F("last_job_number") + 1
            )
            job.number = Organization.objects.values_list(
                "last_job_number", flat=True
            ).get(pk=job.organization_id)
            job.save(force_insert=True)
            FurtherFile.objects.bulk_create(
                FurtherFile(job=job, upload=upload, purpose=purpose, position=position)
                for position, (purpose, upload) in enumerate(further)
            )
            JobEvent.objects.create(
                job=job, actor=job.user, kind=JobEvent.Kind.CREATED, text=str(job)
            )
            engine.enqueue_on_commit(job)
    except IntegrityError:
        return _find_same(job)
    return job


def _find_same(job: Job) -> Job:
    jobs = Job.objects.for_org(job.organization)
    same_submit = jobs.filter(idempotency_key=job.idempotency_key).first()
    if same_submit:
        return same_submit
    return jobs.get(fingerprint=job.fingerprint, status__in=ACTIVE)


def digest_of(parts: list[Any]) -> str:
    """The same for the same plain values, and for no others."""
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
