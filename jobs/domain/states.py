"""The states of a job and the moves between them, as data; who makes a move is in the engine.

docs/job-states.md is generated from this table by `manage.py job_states`.
"""

from __future__ import annotations

from enum import StrEnum


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


# Source: spec jobs, section 1. The text says what makes the move.
TRANSITIONS: dict[JobStatus, dict[JobStatus, str]] = {
    JobStatus.QUEUED: {
        JobStatus.RUNNING: "a worker takes it",
        JobStatus.PAUSED: "pause",
        JobStatus.CANCELLED: "cancel",
        JobStatus.FAILED: "out of attempts",
    },
    JobStatus.RUNNING: {
        JobStatus.COMPLETED: "all output stored",
        JobStatus.FAILED: "error",
        JobStatus.CANCELLED: "cancel, at the next checkpoint",
        JobStatus.PAUSED: "pause of a batch, between files",
        JobStatus.QUEUED: "transient fault or lost worker",
    },
    JobStatus.PAUSED: {
        JobStatus.QUEUED: "resume",
        JobStatus.CANCELLED: "cancel",
    },
    JobStatus.COMPLETED: {},
    JobStatus.FAILED: {},
    JobStatus.CANCELLED: {},
}

FINAL = frozenset(status for status, moves in TRANSITIONS.items() if not moves)
ACTIVE = frozenset(JobStatus) - FINAL


class IllegalTransition(Exception):
    """The state table has no such move."""

    code = "illegal_transition"

    def __init__(self, current: JobStatus, wanted: JobStatus) -> None:
        super().__init__(f"A {current.value} job cannot become {wanted.value}.")
        self.current = current
        self.wanted = wanted


def check_transition(current: JobStatus, wanted: JobStatus) -> None:
    """Raises: IllegalTransition.

    >>> check_transition(JobStatus.QUEUED, JobStatus.RUNNING)
    >>> check_transition(JobStatus.COMPLETED, JobStatus.RUNNING)
    Traceback (most recent call last):
    jobs.domain.states.IllegalTransition: A completed job cannot become running.
    """
    if wanted not in TRANSITIONS[current]:
        raise IllegalTransition(current, wanted)


def can_transition(current: JobStatus, wanted: JobStatus) -> bool:
    """Whether `check_transition` lets it pass."""
    try:
        check_transition(current, wanted)
    except IllegalTransition:
        return False
    return True


def states_before(wanted: JobStatus) -> frozenset[JobStatus]:
    """The states from which a job may move to `wanted`.

    >>> sorted(states_before(JobStatus.RUNNING))
    [<JobStatus.QUEUED: 'queued'>]
    """
    return frozenset(state for state, moves in TRANSITIONS.items() if wanted in moves)


def describe_states() -> str:
    """The table as a Mermaid diagram.

    >>> describe_states().splitlines()[1]
    '    [*] --> queued'
    """
    lines = ["stateDiagram-v2", f"    [*] --> {JobStatus.QUEUED.value}"]
    for state, moves in TRANSITIONS.items():
        lines += [
            f"    {state.value} --> {to.value}: {why}" for to, why in moves.items()
        ]
        if not moves:
            lines.append(f"    {state.value} --> [*]")
    return "\n".join(lines)
