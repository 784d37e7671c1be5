"""What a job's work gives back to the engine, and what it raises when it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO


class JobType(StrEnum):
    """The closed list of job kinds. Source: spec jobs, section 2."""

    PARSE_ESTIMATE = "parse_estimate"
    EXCEL_PARSE = "excel_parse"
    GENERATE_ESTIMATE_EXCEL = "generate_estimate_excel"
    GENERATE_OUTPUT_EXCEL = "generate_output_excel"
    GENERATE_WORKSLIP = "generate_workslip"
    GENERATE_BILL = "generate_bill"
    GENERATE_BILL_DOCUMENT = "generate_bill_document"
    GENERATE_SELF_FORMATTED_DOCUMENT = "generate_self_formatted_document"
    EXPORT_DATA = "export_data"


class FileType(StrEnum):
    EXCEL = "excel"
    DOCX = "docx"
    PDF = "pdf"
    JSON = "json"
    TXT = "txt"
    CSV = "csv"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class OutputDraft:
    """A finished file that the engine is to store and list.

    `path` names a file with the content, when that is too large for the memory; whoever
    made the file removes it.
    """

    filename: str
    file_type: FileType
    content: bytes = b""
    path: Path | None = None

    @property
    def size(self) -> int:
        """In bytes."""
        return self.path.stat().st_size if self.path else len(self.content)

    def open(self) -> BinaryIO:
        return self.path.open("rb") if self.path else BytesIO(self.content)


@dataclass(frozen=True, slots=True)
class JobResult:
    """What a job made. `summary` is plain JSON: works, problems, files.

    `along` writes rows of the work's own; it is called in the transaction that ends the
    job, so that they are there exactly when the job is completed.
    """

    outputs: tuple[OutputDraft, ...]
    summary: dict[str, Any]
    warnings: tuple[str, ...] = ()
    last_step: str = "Complete"
    along: Callable[[], None] | None = None


class JobRefused(Exception):
    """The input cannot be used; trying again with the same input is useless.

    `message` says what failed and where, `hint` what to do; `summary` is JSON that the
    page shows (problems with their cells).
    """

    code = "job_refused"

    def __init__(
        self, message: str, *, hint: str = "", summary: dict[str, Any] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.summary = summary or {}


class JobCancelled(Exception):
    """Raised at a checkpoint when somebody asked for the job to be cancelled."""

    code = "job_cancelled"


class JobPaused(Exception):
    """Raised between two files of a batch when somebody asked it to pause."""

    code = "job_paused"


class LeaseLost(Exception):
    """Raised at a checkpoint when the job was given to another worker or ended meanwhile."""

    code = "lease_lost"
