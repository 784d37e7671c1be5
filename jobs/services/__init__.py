"""What may be done with jobs and their files on somebody's behalf, one subject each file."""

from jobs.services.bulk import BulkOutcome, Deed, do_with_jobs
from jobs.services.cleaning import CleanUp, clean_up
from jobs.services.control import (
    cancel_as_operator,
    cancel_job,
    pause_job,
    resume_job,
    stop_after_file,
)
from jobs.services.file_kinds import (
    EXCEL_FORMAT,
    SOURCE,
    TEXT_FILE,
    WORD_DOCUMENT,
    WORKBOOK,
    FileOfWrongKind,
    Wanted,
)
from jobs.services.files import (
    OutputExpired,
    UploadTooLarge,
    check_kept,
    check_upload,
    record_download,
    store_upload,
    store_uploads,
)
from jobs.services.orders import (
    OrderRefused,
    need_upload,
    order_job,
    refuse_unknown,
    takes_orders,
)
from jobs.services.permissions import check_may_control, check_may_run
from jobs.services.repeating import (
    JobNotRepeatable,
    repeat_as_operator,
    repeat_job,
    retry_failed_files,
    retry_job,
    source_of,
)
from jobs.services.submitting import (
    FilePurpose,
    JobSource,
    digest_of,
    submit_job,
)
from jobs.services.telling import mark_told

__all__ = [
    "EXCEL_FORMAT",
    "SOURCE",
    "TEXT_FILE",
    "WORD_DOCUMENT",
    "WORKBOOK",
    "BulkOutcome",
    "CleanUp",
    "Deed",
    "FileOfWrongKind",
    "FilePurpose",
    "JobNotRepeatable",
    "JobSource",
    "OrderRefused",
    "OutputExpired",
    "UploadTooLarge",
    "Wanted",
    "cancel_as_operator",
    "cancel_job",
    "check_kept",
    "check_may_control",
    "check_may_run",
    "check_upload",
    "clean_up",
    "digest_of",
    "do_with_jobs",
    "mark_told",
    "need_upload",
    "order_job",
    "pause_job",
    "record_download",
    "refuse_unknown",
    "repeat_as_operator",
    "repeat_job",
    "resume_job",
    "retry_failed_files",
    "retry_job",
    "source_of",
    "stop_after_file",
    "store_upload",
    "store_uploads",
    "submit_job",
    "takes_orders",
]
