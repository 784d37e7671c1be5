"""The worker looks often for work and takes no more than its threads can do."""

from __future__ import annotations

import os
import subprocess
import sys

from jobs.supervisor.serving import worker_command, worker_env

READ = "from dramatiq.worker import *; print(WORKER_TIMEOUT, QUEUE_PREFETCH, CONSUMER_RESTART_DELAY)"


def test_dramatiq_reads_our_figures_from_the_environment(settings):
    settings.WORKER_THREADS = 3

    read = subprocess.run(
        [sys.executable, "-c", READ],
        env={**os.environ, **worker_env()},
        stdout=subprocess.PIPE,
        text=True,
    )

    assert read.stdout.split() == ["100", "3", "1000"]


def test_the_command_line_has_as_many_threads_as_are_fetched_for(settings):
    settings.WORKER_THREADS = 3

    command = worker_command()

    assert command[command.index("--threads") + 1] == "3"
