"""Finding the jobs, uploads and made files of an office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from jobs.domain.outcomes import FileType, JobType
from jobs.domain.states import ACTIVE, JobStatus
from jobs.domain.turns import count_turns_before
from jobs.models import Job, OutputFile, Upload
from jobs.queries.job_view import JobView
from organizations.models import Membership, Organization


def jobs_of(organization: Organization) -> QuerySet[Job]:
    return (
        Job.objects.for_org(organization)
        .select_related("user", "upload", "source_output", "parent")
        .prefetch_related(
            Prefetch("outputs", queryset=OutputFile.objects.for_org(organization)),
            "further_files__upload",
        )
    )


def get_job(*, organization: Organization, job_id: UUID) -> Job:
    """Raises: Job.DoesNotExist."""
    return jobs_of(organization).get(pk=job_id)


def get_job_view(*, viewer: Membership, job_id: UUID) -> JobView:
    """Raises: Job.DoesNotExist."""
    job = get_job(organization=viewer.organization, job_id=job_id)
    return JobView(job, viewer, ahead=count_ahead(job))


def get_panel_view(*, viewer: Membership, job_id: UUID) -> JobView:
    """For a poll: while the job is unfinished, without what only its end shows.

    Raises: Job.DoesNotExist.
    """
    jobs = Job.objects.for_org(viewer.organization).select_related("upload")
    # Asked for by nearly everything that the panel says.
    job = jobs.prefetch_related("further_files__upload").get(pk=job_id)
    if job.is_final:
        return get_job_view(viewer=viewer, job_id=job_id)
    return JobView(job, viewer, ahead=count_ahead(job))


def count_ahead(job: Job) -> int | None:
    """About how many jobs start before this one; None once it has left the queue."""
    if job.state is not JobStatus.QUEUED:
        return None
    queued = Job.all_orgs.filter(status=JobStatus.QUEUED.value)
    of_office = queued.filter(organization=job.organization_id)
    own_ahead = of_office.filter(
        Q(priority__lt=job.priority)
        | Q(priority=job.priority, created_at__lt=job.created_at)
    ).count()
    others = (
        queued.filter(priority__lte=job.priority)
        .exclude(organization=job.organization_id)
        .order_by()
        .values_list("organization_id")
        .annotate(count=Count("pk"))
    )
    return count_turns_before(own_ahead, [count for _, count in others])


def list_jobs(*, viewer: Membership, limit: int) -> list[JobView]:
    return [JobView(job, viewer) for job in jobs_of(viewer.organization)[:limit]]


def list_running(*, viewer: Membership) -> list[JobView]:
    """The office's unfinished jobs, newest first."""
    jobs = (
        Job.objects.for_org(viewer.organization)
        .filter(status__in=ACTIVE)
        .select_related("upload", "source_output")
        .prefetch_related("further_files__upload")
    )
    return [JobView(job, viewer) for job in jobs[:20]]


def get_output(*, organization: Organization, output_id: UUID) -> OutputFile:
    """Raises: OutputFile.DoesNotExist."""
    return (
        OutputFile.objects.for_org(organization).select_related("job").get(pk=output_id)
    )


def list_made(
    organization: Organization, job_type: JobType, file_type: FileType, most: int
) -> list[OutputFile]:
    """The newest files of that type that jobs of that kind made and that are kept still."""
    return list(
        OutputFile.objects.for_org(organization)
        .filter(
            job__job_type=job_type.value,
            file_type=file_type.value,
            expires_at__gt=timezone.now(),
        )
        .select_related("job")
        .order_by("-job__number")[:most]
    )


def list_made_from(organization: Organization, jobs: Iterable[UUID]) -> list[Job]:
    """The completed jobs that worked on what those jobs made, newest first."""
    return list(
        jobs_of(organization).filter(
            source_output__job__in=list(jobs), status=JobStatus.COMPLETED.value
        )
    )


def list_outputs_of(
    organization: Organization, job_id: UUID | None, most: int = 500
) -> list[OutputFile]:
    """The newest files that are kept still, of one job or of all."""
    files = OutputFile.objects.for_org(organization).filter(expired=False)
    if job_id:
        files = files.filter(job=job_id)
    return list(files.select_related("job").order_by("-created_at")[:most])


def get_upload(*, organization: Organization, upload_id: UUID) -> Upload:
    """Raises: Upload.DoesNotExist."""
    return Upload.objects.for_org(organization).get(pk=upload_id)


def list_uploads(member: Membership, ids: Sequence[str]) -> list[Upload]:
    """The member's own kept uploads of these ids, in their order; an id that is none is left out."""
    own = Upload.objects.for_org(member.organization).filter(
        user=member.user, expired=False
    )
    known = {str(upload.pk): upload for upload in own.filter(pk__in=_uuids(ids))}
    return [known[each] for each in dict.fromkeys(ids) if each in known]


def _uuids(texts: Sequence[str]) -> Iterator[UUID]:
    for text in texts:
        with suppress(ValueError):
            yield UUID(text)


def find_job_organization(job_id: UUID) -> UUID | None:
    """Whose job it is, for the status API's 403; None when there is no such job."""
    return (
        Job.all_orgs.filter(pk=job_id).values_list("organization_id", flat=True).first()
    )
