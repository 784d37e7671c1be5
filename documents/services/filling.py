"""Using a format: a job reads the source, the user looks at the values, another job fills the format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from documents.models import Filling, Format, FormatVersion
from documents.queries import latest_version
from documents.renderers.templates.xlsx.texts import clean
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
    version = _usable_version(found)
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
            filling.job = _submit(
                actor,
                version,
                READ,
                {"filling": str(filling.pk), "edits": {}},
                source=source,
                key="",
            )
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
    return _submit(
        actor,
        filling.version,
        FILL,
        {
            "filling": str(filling.pk),
            "per_work": is_per_work,
            "edits": dict(edits),
        },
        source=JobSource(upload=filling.upload, output=filling.source_output),
        key=key,
    )


def fill_at_once(
    *,
    actor: Membership,
    found: Format,
    source: JobSource,
    edits: Mapping[str, str],
    is_per_work: bool,
    key: str,
) -> Job:
    """The job that reads the source and fills the format, with nobody between the two.

    Raises: RoleTooLow, FormatNotUsable.
    """
    check_permission(Role(actor.role), Permission.RUN_OWN_JOBS)
    version = _usable_version(found)
    more = {
        "version_id": str(version.pk),
        "per_work": is_per_work,
        "edits": dict(edits),
    }
    return _submit(actor, version, FILL, more, source=source, key=key)


def clean_typed(typed: Mapping[str, str]) -> dict[str, str]:
    """Typed texts as a job takes them, without the characters that no file can hold.

    A browser ends the lines of a text area in two characters, of which one is left.

    >>> clean_typed({"NIT_NO": " 7/2026\\x00 ", "NAME_OF_WORK": "Drains\\r\\nat Kazipet"})
    {'NIT_NO': '7/2026', 'NAME_OF_WORK': 'Drains\\nat Kazipet'}
    """
    return {name: clean(text).strip() for name, text in typed.items()}


def work_on_format(run: JobRun) -> JobResult:
    """Reads the source of a filling, or fills a format. Raises: JobRefused."""
    version = _find_version(run)
    recipe = Recipe(
        (version.filename, read_version(version)),
        timezone.localdate(),
        run.inputs["mappings"],
        run.inputs["edits"],
        is_per_work=run.inputs.get("per_work", False),
    )
    if run.inputs["step"] == READ:
        return _read(run, recipe)
    making = run_in_child(run, fill_format, recipe=recipe, source=run.source())
    return as_document_result(making)


def _read(run: JobRun, recipe: Recipe) -> JobResult:
    preview = run_in_child(run, preview_source, recipe=recipe, source=run.source())
    if preview["refused"]:
        raise JobRefused(
            f"{run.source()[0]}: {preview['refused']}", hint="Choose another source."
        )
    filling = run.inputs["filling"]
    Filling.objects.for_org(run.organization).filter(pk=UUID(filling)).update(
        preview=preview
    )
    return JobResult(outputs=(), summary={"filling": filling})


def _find_version(run: JobRun) -> FormatVersion:
    """That of the filling or, in a program's order, the one that is named itself."""
    if "filling" not in run.inputs:
        versions = FormatVersion.objects.for_org(run.organization)
        return versions.get(pk=UUID(run.inputs["version_id"]))
    fillings = Filling.objects.for_org(run.organization).select_related("version")
    version: FormatVersion = fillings.get(pk=UUID(run.inputs["filling"])).version
    return version


def _usable_version(found: Format) -> FormatVersion:
    """Raises: FormatNotUsable."""
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
    return version


def _submit(
    actor: Membership,
    version: FormatVersion,
    step: str,
    more: Mapping[str, Any],
    *,
    source: JobSource,
    key: str,
) -> Job:
    name = version.format.name
    return submit_job(
        organization=actor.organization,
        actor=actor,
        job_type=JobType.GENERATE_SELF_FORMATTED_DOCUMENT,
        inputs={
            "title": f"Values for {name}" if step == READ else name,
            "step": step,
            "version": version.number,
            "mappings": version.format.mappings,
            **more,
        },
        source=replace(
            source,
            templates=f"format {version.format_id}, version {version.number}",
        ),
        key=key,
    )
