"""Looks after jobs that were lost, unsent or deaf; `serve` does the same by itself."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from jobs import engine


class Command(BaseCommand):
    help = "Sweeps once and prints the counts, or for ever with --every SECONDS."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS")

    def handle(self, *args: Any, every: int | None, **options: Any) -> None:
        if every is None:
            counts = engine.sweep(timezone.now())
            self.stdout.write(
                f"sent {counts.sent}, requeued {counts.requeued}, "
                f"failed {counts.failed}, cancelled {counts.cancelled}"
            )
            return
        signals = {signal.SIGINT, signal.SIGTERM}
        signal.pthread_sigmask(signal.SIG_BLOCK, signals)
        stop = threading.Event()
        thread = threading.Thread(
            target=engine.keep_sweeping, args=(stop, timedelta(seconds=every))
        )
        thread.start()
        signal.sigwait(signals)
        stop.set()
        thread.join()
