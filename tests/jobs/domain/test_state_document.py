"""docs/job-states.md is the state table, and the check notices when it is not."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from jobs.domain.states import TRANSITIONS, describe_states


def test_the_document_is_up_to_date():
    call_command("job_states", "--check")


def test_an_outdated_document_is_noticed_and_written_anew(settings, tmp_path):
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "job-states.md"
    page.write_text("something older")
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError, match="out of date"):
        call_command("job_states", "--check")
    call_command("job_states")
    call_command("job_states", "--check")

    assert describe_states() in page.read_text()


def test_the_diagram_shows_every_move():
    diagram = describe_states()

    for state, moves in TRANSITIONS.items():
        for to in moves:
            assert f"{state.value} --> {to.value}: " in diagram
