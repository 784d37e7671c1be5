"""A workbook made to bring a worker down: its job fails in one sentence, the worker makes the next bill."""

from __future__ import annotations

import io
import zipfile

import pytest

from jobs.domain.states import JobStatus
from tests.bills.web.posts import estimate, file, last_job, post_bill
from tests.jobs.engine.workers import wait_until

REAL_WORKS = {"DJANGO_SETTINGS_MODULE": "tests.browser.worker_settings"}


def bomb() -> bytes:
    """Three hundred megabytes of one letter for a sheet, in a file of some hundred kilobytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(estimate().read())) as sound:
        parts = {name: sound.read(name) for name in sound.namelist()}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            if not name.startswith("xl/worksheets/"):
                package.writestr(name, content)
                continue
            with package.open(name, "w", force_zip64=True) as part:
                for _ in range(300):
                    part.write(b"A" * 1024 * 1024)
    return stream.getvalue()


def endless_names() -> bytes:
    """Entities that stand for each other a billion times."""
    lines = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)]
    head = f'<!DOCTYPE s [<!ENTITY e0 "ha">{"".join(lines)}]>'
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(estimate().read())) as sound,
        zipfile.ZipFile(stream, "w") as package,
    ):
        for name in sound.namelist():
            content = sound.read(name)
            if name.startswith("xl/worksheets/"):
                content = content.replace(
                    b"<worksheet", f"{head}<worksheet".encode(), 1
                )
                content = content.replace(b"<v>", b"<v>&e9;", 1)
            package.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("make", [bomb, endless_names])
def test_the_worker_refuses_it_and_makes_the_next_bill(make, queue, start_worker, bala):
    worker = start_worker("steady", queue, **REAL_WORKS)
    process = worker.child.pid

    def state_after(workbook) -> JobStatus:
        post_bill(bala, workbook=workbook, tp_percent="4.5", tp_type="Less")
        wait_until(lambda: last_job(bala).is_final, seconds=60)
        return last_job(bala).state

    assert state_after(file("hostile.xlsx", make())) is JobStatus.FAILED
    message = last_job(bala).error_log[-1]["error"]
    assert "Traceback" not in message
    assert message.endswith(".")
    assert state_after(estimate()) is JobStatus.COMPLETED
    assert worker.child.pid == process
