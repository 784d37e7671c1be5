"""The state table holds the documented moves and no others."""

from __future__ import annotations

import itertools

import pytest

from jobs.domain.states import (
    ACTIVE,
    FINAL,
    IllegalTransition,
    JobStatus,
    can_transition,
    check_transition,
    states_before,
)

# Source: spec jobs, section 1.
ALLOWED = {
    "queued": {"running", "paused", "cancelled", "failed"},
    "running": {"completed", "failed", "cancelled", "paused", "queued"},
    "paused": {"queued", "cancelled"},
    "completed": set(),
    "failed": set(),
    "cancelled": set(),
}
PAIRS = list(itertools.product(JobStatus, JobStatus))


@pytest.mark.parametrize(("current", "wanted"), PAIRS)
def test_a_move_is_legal_exactly_when_it_is_documented(current, wanted):
    if wanted.value in ALLOWED[current.value]:
        check_transition(current, wanted)
        assert can_transition(current, wanted)
        assert current in states_before(wanted)
    else:
        with pytest.raises(IllegalTransition) as refusal:
            check_transition(current, wanted)
        assert (refusal.value.current, refusal.value.wanted) == (current, wanted)
        assert current not in states_before(wanted)


def test_a_final_state_is_one_without_a_way_out():
    assert {state.value for state in FINAL} == {"completed", "failed", "cancelled"}
    assert set(JobStatus) == FINAL | ACTIVE
