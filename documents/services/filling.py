"""Using a format: a job reads the source, the user looks at the values, another job fills the format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from documents.models import Filling, Format, FormatVersion
from documents.queries import latest_version
from documents.services.format_work import (
    Recipe,
    fill_format,
    preview_source,
)
from documents.services.formats import read_version
from documents.services.jobs import as_document_result
from jobs.domain.outcomes import JobRefused, JobResult, JobType
from jobs.engine import JobRun, run_in_child
from jobs.services import JobSource, digest_of, submit_job
from organizations.domain.roles import Permission, Role, check_permission

if TYPE_CHECKING:
    from jobs.models import Job
    from organizations.models import Membership

# What a job of a format does, in its inputs under "step".
READ, FILL = "read", "fill"


class FormatNotUsable(Exception):
    """The format was removed, or its tags do not fit together."""

    code = "format_not_usable"


def start_filling(
    *, actor: Membership, found: Format, source: JobSource, key: str
) -> Filling:
    """A new use of the format, whose source is on its way to be read; a second post of the
    same form gives the first.

    Raises: RoleTooLow, FormatNotUsable.
    """
    check_permission(Role(actor.role), Permission.RUN_OWN_JOBS)
    version = latest_version(found)
    if found.removed_at:
        raise FormatNotUsable(
            gettext("%(found)s was removed from the library. Put it back first.")
            % {"found": found}
        )
    if not version.report["is_usable"]:
        raise FormatNotUsable(
            gettext(
                "The tags of %(version)s do not fit together. Correct them in the file and upload it again."
            )
            % {"version": version}
        )
    submit_key = digest_of([key, str(version.pk), source.digest]) if key else None
    fillings = Filling.objects.for_org(actor.organization)
    try:
        with transaction.atomic():
            filling = Filling.objects.create(
                organization=actor.organization,
                user=actor.user,
                version=version,
                upload=source.upload,
                source_output=source.output,
                submit_key=submit_key,
            )
            filling.job = _submit(filling, actor, READ, {"edits": {}}, key="")
            filling.save(update_fields=["job"])
    except IntegrityError:
        return fillings.get(submit_key=submit_key)
    return filling


def submit_filling(
    *,
    actor: Membership,
    filling: Filling,
    edits: Mapping[str, str],
    is_per_work: bool = False,
    key: str,
) -> Job:
    """The job that fills the format with the values found and the edits.

    `is_per_work`: a file for each work of the source instead of one.

    Raises: RoleTooLow.
    """
    check_permission(Role(actor.role), Permission.RUN_OWN_JOBS)
    Filling.objects.for_org(actor.organization).filter(pk=filling.pk).update(
        edits=dict(edits)
    )
    more = {"per_work": is_per_work, "edits": dict(edits)}
    return _submit(filling, actor, FILL, more, key=key)


def work_on_format(run: JobRun) -> JobResult:
    """Reads the source of a filling, or fills its format. Raises: JobRefused."""
    filling = _find(run)
    recipe = Recipe(
        (filling.version.filename, read_version(filling.version)),
        timezone.localdate(),
        run.inputs["mappings"],
        run.inputs["edits"],
        is_per_work=run.inputs.get("per_work", False),
    )
    if run.inputs["step"] == READ:
        return _read(run, filling, recipe)
    making = run_in_child(run, fill_format, recipe=recipe, source=run.source())
    return as_document_result(making)


def _read(run: JobRun, filling: Filling, recipe: Recipe) -> JobResult:
    preview = run_in_child(run, preview_source, recipe=recipe, source=run.source())
    if preview["refused"]:
        raise JobRefused(
            f"{run.source()[0]}: {preview['refused']}", hint="Choose another source."
        )
    Filling.objects.for_org(run.organization).filter(pk=filling.pk).update(
        preview=preview
    )
    return JobResult(outputs=(), summary={"filling": str(filling.pk)})


def _find(run: JobRun) -> Filling:
    return (
        Filling.objects.for_org(run.organization)
        .select_related("version__format")
        .get(pk=UUID(run.inputs["filling"]))
    )


def _submit(
    filling: Filling,
    actor: Membership,
    step: str,
    more: Mapping[str, Any],
    *,
    key: str,
) -> Job:
    version: FormatVersion = filling.version
    name = version.format.name
    return submit_job(
        organization=actor.organization,
        actor=actor,
        job_type=JobType.GENERATE_SELF_FORMATTED_DOCUMENT,
        inputs={
            "title": f"Values for {name}" if step == READ else name,
            "step": step,
            "filling": str(filling.pk),
            "version": version.number,
            "mappings": version.format.mappings,
            **more,
        },
        source=JobSource(upload=filling.upload, output=filling.source_output),
        key=key,
    )
