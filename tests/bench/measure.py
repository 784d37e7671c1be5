"""Processor time of calls that alternate, and memory of calls in processes of their own."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence


def cpu_seconds(calls: Sequence[Callable[[], object]], rounds: int = 5) -> list[float]:
    """The median processor time of each call; they take turns, so that a slow minute hits all.

    Processor time and not the clock: another program's turn is no part of it.
    """
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for position, call in enumerate(calls):
            gc.collect()
            started = time.process_time()
            call()
            times[position].append(time.process_time() - started)
    return [statistics.median(each) for each in times]


def peak_megabytes(workslip: bytes) -> int:
    """The most memory that a process of its own holds while it makes the bill."""
    output = subprocess.run(
        [sys.executable, "-m", "tests.bench.one_bill"],
        input=workslip,
        check=True,
        capture_output=True,
    ).stdout
    return int(output) // 1024
