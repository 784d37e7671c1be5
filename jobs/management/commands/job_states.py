"""Keeps docs/job-states.md equal to the state table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jobs.domain.states import describe_states

PAGE = """# The states of a job

Generated from `jobs/domain/states.py` by `manage.py job_states`; do not edit.

```mermaid
{diagram}
```
"""


def render_page() -> str:
    return PAGE.format(diagram=describe_states())


class Command(BaseCommand):
    help = "Writes docs/job-states.md, or with --check fails when it is out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "job-states.md"
        if not check:
            path.write_text(render_page())
        elif not path.exists() or path.read_text() != render_page():
            raise CommandError(f"{path.name} is out of date: run manage.py job_states.")
