"""An office of any size is exported within a fixed memory, file by file, nothing twice."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from documents.services import exporting, submit_export
from jobs.models import Job, Upload
from jobs.services import store_upload
from tests.jobs.engine.conftest import run
from tests.jobs.engine.workers import process_env

__all__ = ["run"]

MEGABYTE = 1024 * 1024
# Far under the 500 MB that the heavy process of a job may have.
MOST_MEMORY = 250 * MEGABYTE

EXPORT = r"""
import re, sys, django
django.setup()
import documents.actors
from jobs.engine.execution import run_job
run_job(sys.argv[1])
# Not getrusage, which remembers the process that started this one.
print(int(re.search(r"VmHWM:\s+(\d+)", open("/proc/self/status").read())[1]) * 1024)
"""


@pytest.fixture(autouse=True, scope="module")
def work_is_known() -> None:
    import_module("documents.actors")


def upload(asha, filename: str, content: bytes) -> Upload:
    return store_upload(
        organization=asha.organization, actor=asha, file=ContentFile(content, filename)
    )


def packed(job: Job) -> Iterator[tuple[str, bytes]]:
    for output in job.outputs.order_by("created_at"):
        with output.file.open("rb") as stored, zipfile.ZipFile(stored) as parts:
            assert parts.testzip() is None
            for name in parts.namelist():
                yield name, hashlib.sha256(parts.read(name)).digest()


@pytest.mark.django_db(transaction=True)
def test_300_megabytes_are_packed_in_bounded_memory(asha):
    contents = {}
    for number in range(12):
        content = os.urandom(25 * MEGABYTE - number)
        row = upload(asha, f"scan {number}.pdf", content)
        contents[str(row.pk)] = hashlib.sha256(content).digest()
    job = submit_export(actor=asha, key="k")

    done = subprocess.run(
        [sys.executable, "-c", EXPORT, str(job.pk)],
        env=process_env(),
        capture_output=True,
        text=True,
        check=True,
    )

    job.refresh_from_db()
    assert (job.status, job.warnings) == ("completed", [])
    assert int(done.stdout) < MOST_MEMORY
    sizes = [output.file_size for output in job.outputs.all()]
    assert len(sizes) > 1
    assert max(sizes) < exporting.ZIP_BYTES + 26 * MEGABYTE
    found = {
        name.split("/")[1].split(" ")[1]: digest
        for name, digest in packed(job)
        if name.startswith("uploads/")
    }
    assert found == contents


@pytest.mark.django_db
def test_a_later_attempt_goes_on_after_the_zips_that_are_stored(asha, run, monkeypatch):
    monkeypatch.setattr(exporting, "ZIP_BYTES", 40_000)
    rows = [upload(asha, f"{n}.pdf", os.urandom(30_000)) for n in range(6)]
    file = Path(rows[4].file.path)
    away = file.rename(file.with_suffix(".away"))
    file.mkdir()  # the disk answers with a fault, not with "there is no such file"
    job = submit_export(actor=asha, key="k")

    job = run(job, exporting.export_everything)
    assert job.status == "queued"
    first = [output.filename for output in job.outputs.all()]
    assert first == ["Office_1.zip", "Office_2.zip"]

    file.rmdir()
    away.rename(file)
    Job.all_orgs.filter(pk=job.pk).update(next_try_at=timezone.now())
    job = run(job, exporting.export_everything)

    assert job.status == "completed"
    names = [name for name, _ in packed(job)]
    assert (
        len(names)
        == len(set(names))
        == len(rows) + len(["jobs.csv", "works.csv", "activity.csv"])
    )


@pytest.mark.django_db
def test_unicode_and_equal_names_are_told_apart(asha, run, make_job, make_output):
    mine = make_job(asha, status="completed")
    for name in (
        "బిల్లు ౧.xlsx",
        "Bill.xlsx",
        "BILL.xlsx",
        unicodedata.normalize("NFD", "café.xlsx"),
        "café.xlsx",
        "a:b?.xlsx",
    ):
        make_output(mine, name)
    upload(asha, "est.xlsx", b"one")
    upload(asha, "est.xlsx", b"two")

    job = run(submit_export(actor=asha, key="k"), exporting.export_everything)

    names = [name for name, _ in packed(job)]
    folder = f"made/{mine.number:05d}"
    for name in ("బిల్లు ౧", "Bill", "BILL (2)", "café", "café (2)", "a_b_"):
        assert f"{folder}/{name}.xlsx" in names, names
    assert len([name for name in names if name.endswith("/est.xlsx")]) == 2
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.django_db
def test_what_the_store_has_lost_is_named(asha, run):
    kept, gone = (upload(asha, f"{n}.pdf", b"rows") for n in ("kept", "gone"))
    Path(gone.file.path).unlink()

    job = run(submit_export(actor=asha, key="k"), exporting.export_everything)

    assert job.warnings == ["1 files are no longer in the file store."]
    [output] = job.outputs.all()
    with output.file.open("rb") as stored, zipfile.ZipFile(stored) as parts:
        assert "gone.pdf" in parts.read(exporting.LOST).decode()
        assert any(str(kept.pk) in name for name in parts.namelist())
