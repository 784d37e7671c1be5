"""A disk that is full while a real worker stores its file: nothing is listed, and the job ends when there is room."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from jobs import engine
from jobs.domain.states import JobStatus
from jobs.models import Job, JobEvent, OutputFile
from tests.jobs.engine.workers import wait_until

SIZE = 1024 * 1024


@pytest.fixture
def small_disk(settings, tmp_path) -> Iterator[Path]:
    """A file store on a file system of its own."""
    mount, folder = shutil.which("mount"), tmp_path / "disk"
    folder.mkdir()
    command = [mount or "mount", "-t", "tmpfs", "-o", f"size={SIZE}", "disk", folder]
    if mount is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root may mount a disk")
    settings.MEDIA_ROOT = folder
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def now_of(job: Job) -> Job:
    return Job.all_orgs.get(pk=job.pk)


def test_the_job_is_tried_again_and_ends_once(
    small_disk, queue, submit, gate, start_worker, stored_files, ended_once, page_of
):
    ballast = small_disk / "ballast"
    start_worker("cramped", queue)
    job = submit()
    wait_until(gate.diary)
    with pytest.raises(OSError, match="No space left"), ballast.open("wb") as file:
        while True:
            file.write(b"x" * SIZE)
            file.flush()

    gate.open()
    wait_until(lambda: now_of(job).state is JobStatus.QUEUED)

    assert not OutputFile.all_orgs.exists()
    assert stored_files() == ["ballast"]
    assert now_of(job).events.filter(kind=JobEvent.Kind.RETRY).count() == 1
    assert "Next try at" in page_of(job)

    ballast.unlink()
    Job.all_orgs.filter(pk=job.pk).update(next_try_at=None)
    engine.sweep(timezone.now())
    wait_until(lambda: now_of(job).is_final)

    assert now_of(job).attempt == 2
    ended_once(job)
