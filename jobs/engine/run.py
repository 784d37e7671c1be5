"""What a job's work sees of the engine: its inputs, its file, progress and checkpoints."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from jobs.domain.outcomes import (
    JobCancelled,
    JobPaused,
    JobRefused,
    LeaseLost,
    OutputDraft,
)
from jobs.engine.leases import held, why_not_written
from jobs.engine.statements import (
    add_event,
    list_files,
    write_plan,
    write_progress,
)
from jobs.engine.storing import asking_the_store, list_outputs
from jobs.engine.writing import writing
from jobs.models import FurtherFile, Job, JobEvent, OutputFile, Upload
from organizations.models import Organization


class WorkerStopping(Exception):
    """Raised at a checkpoint when the worker was asked to stop; the job goes back."""

    code = "worker_stopping"


class StoredFile:
    """A file of the job; its content is read when it is asked for."""

    def __init__(self, row: Upload | OutputFile) -> None:
        self.filename = row.filename
        self._file = row.file

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The content, for one who reads no more of it than is needed."""
        with self._file.open("rb") as stored:
            yield stored

    def read(self) -> bytes:
        """Raises: JobRefused, when it is no longer stored; StorageUnavailable."""
        with asking_the_store():
            try:
                with self.open() as stored:
                    content: bytes = stored.read()
            except FileNotFoundError:
                raise JobRefused(
                    f"{self.filename} is no longer stored.",
                    hint="Upload the workbook again.",
                ) from None
        return content


class JobRun:
    """One attempt at a job, in the hands of the function that does the work."""

    def __init__(self, job: Job, *, is_stopping: Callable[[], bool]) -> None:
        self._job = job
        self._is_stopping = is_stopping
        self._percent = job.progress
        self._step = ""
        self._looked_at = 0.0  # on the monotonic clock
        self.job_id = job.pk
        self.number = job.number
        self.attempt = job.attempt
        self.inputs: Mapping[str, Any] = job.result.get("metadata", {})

    @property
    def office(self) -> UUID:
        return self._job.organization_id

    @property
    def organization(self) -> Organization:
        """The office whose job it is."""
        return self._job.organization

    @property
    def user_id(self) -> int:
        """Who asked for the job."""
        return self._job.user_id

    @property
    def step(self) -> str:
        """The last reported step; "" before the first."""
        return self._step

    def source(self) -> tuple[str, bytes]:
        """Name and content of the file to work on.

        Raises: JobRefused, when there is none; StorageUnavailable.
        """
        file = self._source_file()
        return file.filename, file.read()

    def batch(self) -> list[StoredFile]:
        """The file to work on, then those that are to be worked on like it.

        Raises: JobRefused, when there is none.
        """
        return [self._source_file(), *self.further(FurtherFile.Purpose.BATCH)]

    def further(self, purpose: FurtherFile.Purpose) -> list[StoredFile]:
        """The other files that were given for this purpose, in the order of the upload."""
        return [
            StoredFile(upload)
            for upload in self._uploads
            if upload.purpose == purpose  # type: ignore[attr-defined]  # the query's
        ]

    @cached_property
    def _uploads(self) -> list[Upload]:
        return list_files(self._job)

    def report(self, percent: int, step: str) -> None:
        """Shows progress; also a checkpoint. Never falls, and 100 is the engine's to say.

        A new step is written at once and kept in the job's history, so a step is a stage
        of the work and not one of its thousand rows; those are counted in `percent`,
        which is written at most once in the throttle's time.

        Raises: JobCancelled, LeaseLost, WorkerStopping.
        """
        self._check_worker()
        self._percent = max(self._percent, min(percent, 99))
        is_new = step != self._step
        if not is_new and not self._is_due():
            return
        self._step = step
        with writing():
            written = write_progress(self._job, self._percent, step)
            if written and is_new:
                add_event(self._job, JobEvent.Kind.STEP, step)
        self._looked_at = time.monotonic()
        if not written:
            raise why_not_written(self._job)

    def plan(self, steps: Sequence[str]) -> None:
        """Shows which steps are to come, in the words in which they will be reported."""
        with writing():
            write_plan(self._job, steps)

    def checkpoint(self, *, at_once: bool = False) -> None:
        """A safe place to stop; call it often, it looks at the row only now and then.

        Raises: JobCancelled, LeaseLost, WorkerStopping.
        """
        self._check_worker()
        if not at_once and not self._is_due():
            return
        self._looked_at = time.monotonic()
        if not held(self._job).filter(cancel_requested=False).exists():
            raise why_not_written(self._job)

    @property
    def kept(self) -> list[dict[str, Any]]:
        """What `keep` remembered of the files of the batch that are done."""
        return list(self._job.kept)

    def keep(
        self,
        entry: dict[str, Any],
        drafts: Sequence[OutputDraft],
        *,
        is_last: bool,
        along: Callable[[], None] | None = None,
    ) -> None:
        """Stores what came of one file of a batch; nothing that happens later loses it.

        `along` runs in the transaction that lists the files. Unless it was the last
        file, this is the place where a batch pauses or stops as it was asked.

        Raises: JobCancelled, JobPaused, LeaseLost, StorageUnavailable, WorkerStopping.
        """
        kept = [*self._job.kept, entry]
        with list_outputs(self._job, drafts):
            if not held(self._job).update(kept=kept, heartbeat_at=timezone.now()):
                raise LeaseLost("The job is no longer held by this run.")
            if along:
                along()
        self._job.kept = kept
        if not is_last:
            self._between_files()

    def keep_file(self, draft: OutputDraft) -> None:
        """Stores and lists one file of several; nothing that happens later loses it.

        Raises: LeaseLost, StorageUnavailable.
        """
        with list_outputs(self._job, [draft]):
            if not held(self._job).update(heartbeat_at=timezone.now()):
                raise LeaseLost("The job is no longer held by this run.")

    def kept_files(self) -> list[StoredFile]:
        """What this attempt and those before it have stored, the oldest first."""
        return [StoredFile(row) for row in self._job.outputs.order_by("created_at")]

    def kept_file(self, filename: str) -> bytes:
        """A file that `keep` stored. Raises: JobRefused, StorageUnavailable."""
        return StoredFile(self._job.outputs.get(filename=filename)).read()

    def _between_files(self) -> None:
        self.checkpoint(at_once=True)
        asked = held(self._job).values_list("after_file", flat=True).first()
        if asked == Job.AfterFile.PAUSE:
            raise JobPaused("Somebody asked the batch to pause.")
        if asked == Job.AfterFile.STOP:
            raise JobCancelled("Somebody asked the batch to stop after a file.")

    def _source_file(self) -> StoredFile:
        has_upload = self._job.upload_id is not None
        source = self._uploads[0] if has_upload else self._job.source_output
        if source is None:
            raise JobRefused(
                "There is no file to work on.", hint="Upload the workbook again."
            )
        return StoredFile(source)

    def _check_worker(self) -> None:
        if self._is_stopping():
            raise WorkerStopping("The worker was asked to stop.")

    def _is_due(self) -> bool:
        passed = time.monotonic() - self._looked_at
        return passed >= settings.JOB_PROGRESS_THROTTLE.total_seconds()
