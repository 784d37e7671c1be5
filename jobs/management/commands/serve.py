"""Runs everything an office needs with one command: database, queue, worker and web server."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from jobs.supervisor import CannotServe, Supervisor
from jobs.supervisor.checks import (
    check_data_folder,
    check_database,
    check_port,
    check_redis,
    only_one,
)


class Command(BaseCommand):
    help = "Starts Redis, the worker and the web server, and stops them with Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=parse_port, default=8000)
        parser.add_argument(
            "--demo", action="store_true", help="make a demo office if there is none"
        )

    def handle(
        self, *args: Any, host: str, port: int, demo: bool, **options: Any
    ) -> None:
        supervisor = Supervisor(host=host, port=port, say=self._say)
        try:
            check_data_folder(settings.DATA_DIR)
            with only_one(settings.DATA_DIR):
                self._check_outside(host, port)
                supervisor.catch_signals()
                self._prepare(demo)
                supervisor.run()
        except CannotServe as error:
            self.stderr.write(str(error))
            sys.exit(1)

    def _check_outside(self, host: str, port: int) -> None:
        check_database()
        if settings.REDIS_URL:
            check_redis(settings.REDIS_URL)
        check_port(host, port)

    def _prepare(self, demo: bool) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if demo:
            call_command("make_demo_office")
        connections.close_all()

    def _say(self, text: str) -> None:
        # The terminal may be gone; that must not keep anything from being stopped.
        with suppress(OSError):
            self.stdout.write(text)
            self.stdout.flush()


def parse_port(text: str) -> int:
    """
    >>> parse_port("8001")
    8001
    """
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is no port: name one from 1 to 65535")
    return int(text)
