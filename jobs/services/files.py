"""Storing what somebody gives us, and handing out what was made."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from jobs.engine import asking_the_store
from jobs.models import JobEvent, OutputFile, Upload
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


def store_upload(
    *, organization: Organization, actor: Membership, file: File[bytes]
) -> Upload:
    """Raises: UploadTooLarge, StorageUnavailable."""
    check_may_run(actor)
    content = file.read()
    if len(content) > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise UploadTooLarge(
            gettext("The file is larger than %(limit)s MB.") % {"limit": limit}
        )
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
