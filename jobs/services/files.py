"""Storing what somebody gives us, and handing out what was made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import F
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext

from jobs.engine import asking_the_store
from jobs.models import JobEvent, OutputFile, Upload
from jobs.services.file_kinds import Wanted, check_kind
from jobs.services.permissions import check_may_run
from organizations.audit import record
from organizations.domain.deeds import Deed
from organizations.models import Membership, Organization


class UploadTooLarge(Exception):
    """The file is larger than the setting allows."""

    code = "upload_too_large"


class OutputExpired(Exception):
    """The file was removed when its time was over."""

    code = "output_expired"


def check_upload(file: File[bytes], wanted: Wanted) -> None:
    """Whether it may be stored at all, for whoever takes it from a person or a program.

    Raises: UploadTooLarge, FileOfWrongKind.
    """
    check_size(file)
    check_kind(file, wanted)


def check_size(file: File[bytes]) -> None:
    """Raises: UploadTooLarge."""
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise UploadTooLarge(
            gettext(
                "%(name)s has %(size)s; the largest file accepted is %(limit)s. Delete unused sheets and pictures, save it and choose it again."
            )
            % {
                "name": PurePath(file.name or "").name,
                "size": filesizeformat(file.size),
                "limit": filesizeformat(settings.UPLOAD_MAX_BYTES),
            }
        )


def store_upload(
    *, organization: Organization, actor: Membership, file: File[bytes] | Upload
) -> Upload:
    """The file as it is kept; one that is kept already is given back.

    Raises: UploadTooLarge, StorageUnavailable.
    """
    check_may_run(actor)
    if isinstance(file, Upload):
        return file
    check_size(file)
    content = file.read()
    name = PurePath(file.name or "upload").name
    upload = Upload(
        organization=organization,
        user=actor.user,
        filename=name[-255:],
        file_size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    with asking_the_store():
        upload.file.save(name, ContentFile(content), save=False)
    upload.save(force_insert=True)
    return upload


def store_uploads(
    actor: Membership, files: Iterable[File[bytes] | Upload]
) -> list[Upload]:
    """Each of them as it is kept. Raises: UploadTooLarge, StorageUnavailable."""
    return [
        store_upload(organization=actor.organization, actor=actor, file=file)
        for file in files
    ]


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
        record(actor, Deed.FILE_FETCHED, f"{output.job}: {output.filename}")


def check_kept(file: OutputFile | Upload) -> None:
    """Raises: OutputExpired."""
    if not file.expired:
        return
    if isinstance(file, Upload):
        raise OutputExpired(
            gettext("%(filename)s was not used and is no longer kept.")
            % {"filename": file.filename}
        )
    raise OutputExpired(
        gettext("%(filename)s was kept until %(localdate)s. Run the job again.")
        % {
            "filename": file.filename,
            "localdate": f"{timezone.localdate(file.expires_at):%d-%m-%Y}",
        }
    )
