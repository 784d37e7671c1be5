"""Removes files whose time is over, as the workers do every hour; or only says which."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from jobs.services import clean_up


class Command(BaseCommand):
    help = (
        "Removes expired made files, unused uploads and what a crash left in the store."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="list the files, remove none"
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        removed = clean_up(timezone.now(), dry_run=dry_run)
        for kind in ("outputs", "uploads", "unlisted"):
            for name in getattr(removed, kind):
                self.stdout.write(f"{kind}: {name}")
        self.stdout.write(f"{'would be removed' if dry_run else 'removed'}: {removed}")
