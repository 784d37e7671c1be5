"""Submitting a job once, however often it is asked for; repeating one is beside this file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from jobs import engine
from jobs.domain.outcomes import JobType
from jobs.domain.search import compose_search_text
from jobs.domain.states import ACTIVE
from jobs.models import FurtherFile, Job, JobEvent, OutputFile, Upload
from jobs.services.permissions import check_may_run
from organizations.audit import record_for
from organizations.domain.deeds import Deed
from organizations.http import NoOrganization
from organizations.models import Membership, Organization, User
from project import __version__

FilePurpose = FurtherFile.Purpose


@dataclass(frozen=True, slots=True)
class JobSource:
    """What a job works on: an uploaded file or one that an earlier job made, and more uploads.

    `templates` says what a paper is filled from, each in its version; the inputs pin it.
    """

    upload: Upload | None = None
    output: OutputFile | None = None
    further: Sequence[tuple[FilePurpose, Upload]] = ()
    repeats: Job | None = None  # the earlier job whose inputs were edited
    templates: str = ""

    @property
    def digest(self) -> list[str]:
        """The same for the same contents, whatever the files are called."""
        main = str(self.output.pk) if self.output else ""
        return [
            self.upload.sha256 if self.upload else main,
            *(f"{purpose} {upload.sha256}" for purpose, upload in self.further),
        ]


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
    check_may_run(actor)
    fingerprint = digest_of([job_type.value, source.digest, inputs])
    job = Job(
        organization=organization,
        user=actor.user,
        job_type=job_type.value,
        upload=source.upload,
        source_output=source.output,
        parent=source.repeats,
        priority=priority_of(source),
        result={"metadata": inputs},
        fingerprint=fingerprint,
        idempotency_key=digest_of([key or str(uuid4()), fingerprint]),
        max_attempts=settings.JOB_MAX_ATTEMPTS,
        engine_version=__version__,
        template_version=source.templates,
    )
    return insert_once(job, source.further)


def insert_once(
    job: Job,
    further: Sequence[tuple[FilePurpose, Upload]],
    *,
    by: User | None = None,
) -> Job:
    """Inserts and enqueues the job, or returns the one that stands in its place.

    `by` ordered it, when that is not the person whose job it is.

    Raises: NoOrganization, when the office was closed or suspended this instant.
    """
    actor = by or job.user
    try:
        _insert(job, further, actor)
    except IntegrityError:
        same = _find_same(job)
        if same:
            return same
        _insert(job, further, actor)  # the other has ended this instant
    return job


def _insert(
    job: Job, further: Sequence[tuple[FilePurpose, Upload]], actor: User
) -> None:
    """Raises: IntegrityError, when another stands in its place; NoOrganization."""
    with transaction.atomic():
        counted = Organization.objects.filter(
            pk=job.organization_id, is_active=True
        ).update(last_job_number=F("last_job_number") + 1)
        if not counted:
            raise NoOrganization(f"{job.organization} is closed or suspended.")
        job.number = Organization.objects.values_list("last_job_number", flat=True).get(
            pk=job.organization_id
        )
        names = [upload.filename for _, upload in further]
        job.search_text = _search_text(job, names)
        job.save(force_insert=True)
        FurtherFile.objects.bulk_create(
            FurtherFile(job=job, upload=upload, purpose=purpose, position=position)
            for position, (purpose, upload) in enumerate(further)
        )
        JobEvent.objects.create(
            job=job, actor=actor, kind=JobEvent.Kind.CREATED, text=str(job)
        )
        record_for(job.organization, actor, Deed.JOB_STARTED, _named(job))
        engine.enqueue_on_commit(job)


def _named(job: Job) -> str:
    return f"{job}: {job.result['metadata'].get('title', '')}".removesuffix(": ")


def _search_text(job: Job, further: Sequence[str]) -> str:
    first = job.upload or job.source_output
    names = [first.filename, *further] if first else further
    title = str(job.result["metadata"].get("title", ""))
    return compose_search_text(job.number, title, names, {})


def _find_same(job: Job) -> Job | None:
    jobs = Job.objects.for_org(job.organization)
    same_submit = jobs.filter(idempotency_key=job.idempotency_key).first()
    if same_submit:
        return same_submit
    return jobs.filter(fingerprint=job.fingerprint, status__in=ACTIVE).first()


def priority_of(source: JobSource) -> Job.Priority:
    is_batch = any(purpose == FilePurpose.BATCH for purpose, _ in source.further)
    return Job.Priority.BATCH if is_batch else Job.Priority.INTERACTIVE


def digest_of(parts: list[Any]) -> str:
    """The same for the same plain values, and for no others."""
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
