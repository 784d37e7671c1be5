"""The library of formats: adding, changing, locking, removing and reading them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from documents.domain.filters import FILTERS
from documents.domain.mappings import parse_mappings
from documents.domain.options import DocumentOptions
from documents.domain.placeholders import PLACEHOLDERS
from documents.models import Format, FormatCopy, FormatVersion
from documents.queries import latest_version, may_change
from documents.renderers.templates.legend import TAGS, list_fields, make_legend
from documents.services.format_work import inspect_format, put_tags_in
from documents.services.kinds import DocumentKind
from documents.services.own_letters import fill_sample
from jobs.engine import asking_the_store, run_briefly
from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, RoleTooLow, check_permission

if TYPE_CHECKING:
    from organizations.models import Membership


EXCEL_SUFFIXES = {".xlsx", ".xlsm"}


class FormatRefused(Exception):
    """The file cannot be a format; the message says why."""

    code = "format_refused"


class FormatLocked(Exception):
    """A locked format is not removed."""

    code = "format_locked"


@dataclass(frozen=True, slots=True)
class FormatDetails:
    """What an office says of a format."""

    name: str
    description: str = ""
    mappings: str = ""
    is_shared: bool = True


def add_format(
    *, actor: Membership, details: FormatDetails, filename: str, content: bytes
) -> Format:
    """The format with its first version. Raises: RoleTooLow, FormatRefused, StorageUnavailable."""
    check_permission(Role(actor.role), Permission.RUN_OWN_JOBS)
    report = _inspect(filename, content, details.mappings)
    with transaction.atomic():
        added = Format.objects.create(
            organization=actor.organization,
            user=actor.user,
            name=details.name,
            description=details.description,
            mappings=details.mappings,
            is_shared=details.is_shared,
        )
        _store(actor, added, filename, content, report)
    return added


def add_version(
    *, actor: Membership, found: Format, filename: str, content: bytes
) -> FormatVersion:
    """Raises: RoleTooLow, FormatRefused."""
    check_may_change(found, actor)
    report = _inspect(filename, content, found.mappings)
    with transaction.atomic():
        return _store(actor, found, filename, content, report)


def use_version_again(
    *, actor: Membership, found: Format, version: FormatVersion
) -> FormatVersion:
    """An earlier version as the newest one, from its copy. Raises: RoleTooLow."""
    check_may_change(found, actor)
    content = bytes(version.copy.content)
    with transaction.atomic():
        return _store(actor, found, version.filename, content, dict(version.report))


def add_suggested_tags(*, actor: Membership, found: Format) -> FormatVersion:
    """A version with a placeholder at each place that the doctor offered.

    Raises: RoleTooLow, FormatRefused.
    """
    check_may_change(found, actor)
    version = latest_version(found)
    if PurePath(version.filename).suffix.lower() not in EXCEL_SUFFIXES:
        raise FormatRefused(
            gettext("%(filename)s is no Excel file: write the placeholders into it.")
            % {"filename": version.filename}
        )
    content = run_briefly(put_tags_in, content=read_version(version))
    return add_version(
        actor=actor, found=found, filename=version.filename, content=content
    )


def change_format(*, actor: Membership, found: Format, details: FormatDetails) -> None:
    """Other mappings change what is known, so that the file is looked at again.

    Raises: RoleTooLow, FormatRefused.
    """
    check_may_change(found, actor)
    version = latest_version(found)
    content = read_version(version)
    report = _inspect(version.filename, content, details.mappings)
    with transaction.atomic():
        _row_of(found).update(
            name=details.name,
            description=details.description,
            mappings=details.mappings,
            is_shared=details.is_shared,
            updated_at=timezone.now(),
        )
        FormatVersion.objects.for_org(found.organization).filter(pk=version.pk).update(
            report=report
        )
        record(actor, Deed.FORMAT_CHANGED, f"{found}: name, mappings or sharing")


def lock_format(*, actor: Membership, found: Format, is_locked: bool) -> None:
    """Raises: RoleTooLow."""
    check_may_change(found, actor)
    _row_of(found).update(is_locked=is_locked)
    record(
        actor, Deed.FORMAT_CHANGED, f"{found}: {'locked' if is_locked else 'unlocked'}"
    )


def remove_format(*, actor: Membership, found: Format) -> None:
    """Out of the library, from which it can be put back. Raises: RoleTooLow, FormatLocked."""
    check_may_change(found, actor)
    if found.is_locked:
        raise FormatLocked(
            gettext("%(found)s is locked. Unlock it before you remove it.")
            % {"found": found}
        )
    _row_of(found).update(removed_at=timezone.now())
    record(actor, Deed.FORMAT_CHANGED, f"{found}: removed")


def put_back_format(*, actor: Membership, found: Format) -> None:
    """Raises: RoleTooLow."""
    check_may_change(found, actor)
    _row_of(found).update(removed_at=None)
    record(actor, Deed.FORMAT_CHANGED, f"{found}: put back")


def read_version(version: FormatVersion) -> bytes:
    """The file; from its copy, and stored anew, when the file store has lost it.

    Raises: StorageUnavailable.
    """
    with asking_the_store():
        try:
            with version.file.open("rb") as stored:
                content: bytes = stored.read()
        except FileNotFoundError:
            content = bytes(version.copy.content)
            version.file.save(version.filename, ContentFile(content), save=True)
    return content


def make_format_legend(found: Format) -> bytes:
    """Every tag that the format may use, with the values of the sample bill."""
    mappings, _ = parse_mappings(found.mappings)
    trial = run_briefly(
        fill_sample, kind=DocumentKind.COVERING, options=DocumentOptions()
    )
    values = {
        name: sourced.value
        for works in trial.values[:1]
        for name, sourced in works.items()
    }
    return make_legend(values, {mapping.key: mapping.label for mapping in mappings})


def describe_syntax() -> dict[str, list[tuple[str, ...]]]:
    """Everything that a format may say, from the tables that the engine works with."""
    return {
        "placeholders": [
            (f"{{{{{name}}}}}", known.meaning) for name, known in PLACEHOLDERS.items()
        ],
        "tags": [tuple(row) for row in TAGS],
        "fields": [tuple(row) for row in list_fields()],
        "filters": [(known.example, known.result) for known in FILTERS.values()],
    }


def check_may_change(found: Format, actor: Membership) -> None:
    """Raises: RoleTooLow."""
    if not may_change(found, actor):
        raise RoleTooLow(Role(actor.role), Permission.MANAGE)


def _inspect(filename: str, content: bytes, mappings: str) -> dict[str, Any]:
    """Raises: FormatRefused."""
    for bad in parse_mappings(mappings)[1]:
        raise FormatRefused(f"Mapping, line {bad.number}, {bad.text}: {bad.message}.")
    report = run_briefly(
        inspect_format, template=(filename, content), mappings=mappings
    )
    if report["refused"]:
        raise FormatRefused(f"{filename}: {report['refused']}")
    return report


def _store(
    actor: Membership,
    found: Format,
    filename: str,
    content: bytes,
    report: dict[str, Any],
) -> FormatVersion:
    # Held until the version is stored: two at once would take one number.
    _row_of(found).select_for_update().get()
    last = found.versions.aggregate(last=Max("number"))["last"] or 0
    name = PurePath(filename).name[-255:]
    version = FormatVersion(
        organization=found.organization,
        format=found,
        number=last + 1,
        user=actor.user,
        filename=name,
        file_size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        report=report,
    )
    with asking_the_store():
        version.file.save(name, ContentFile(content), save=False)
    version.save(force_insert=True)
    FormatCopy.objects.create(version=version, content=content)
    record(actor, Deed.FORMAT_CHANGED, f"{found}: {version}")
    return version


def _row_of(found: Format) -> Any:
    return Format.objects.for_org(found.organization).filter(pk=found.pk)
