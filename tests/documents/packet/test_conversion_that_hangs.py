"""A program that converts without end is stopped, with all that it started."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from documents.renderers.pdf.convert import (
    ConversionTimedOut,
    convert_to_pdf,
    find_libreoffice,
)


@pytest.fixture
def pids(tmp_path: Path, monkeypatch) -> Path:
    """Where the hanging program and its child write their numbers."""
    written = tmp_path / "pids"
    program = tmp_path / "soffice"
    program.write_text(
        "#!/bin/sh\n"
        f"/bin/sleep 600 &\necho $! >> {written}\n"
        f"echo $$ >> {written}\nwait\n",
        encoding="utf-8",
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return written


def test_a_conversion_past_its_time_limit_leaves_no_process(pids):
    with pytest.raises(ConversionTimedOut, match="1 seconds"):
        convert_to_pdf(
            find_libreoffice(), [("bill.xlsx", b"any")], timedelta(seconds=1)
        )

    numbers = [int(line) for line in pids.read_text().split()]
    assert len(numbers) == 2
    assert not any(lives(number) for number in numbers)


def lives(pid: int) -> bool:
    """Whether it runs still; a killed one that nobody has fetched yet is given a moment."""
    for _ in range(50):
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return False
        time.sleep(0.05)
    return True
