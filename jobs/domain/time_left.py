"""How long a job may still take, told from how long others took. A range, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

ENOUGH = 5  # jobs before which nothing is said
WORTH_TELLING = 10.0  # seconds


def compute_time_left(
    durations: Sequence[float], elapsed: float
) -> tuple[float, float] | None:
    """Seconds, from the quarter point to the nine-tenths point of the earlier ones.

    None with too few of them, when hardly anything is left, and when the job has taken
    longer than they did: then they say nothing about it.

    >>> compute_time_left([30, 31, 32, 40, 60], 5)
    (26, 55)
    >>> compute_time_left([30, 31, 32, 40, 60], 58) is None
    True
    >>> compute_time_left([30, 31], 5) is None
    True
    """
    if len(durations) < ENOUGH:
        return None
    ordered = sorted(durations)
    low, high = _at(ordered, 0.25) - elapsed, _at(ordered, 0.9) - elapsed
    return None if high < WORTH_TELLING else (max(low, 0.0), high)


def compute_files_left(
    durations: Sequence[float], files_left: int
) -> tuple[float, float] | None:
    """Seconds for the rest of a batch, from its quickest and its slowest file so far.

    >>> compute_files_left([2.0, 4.0], 10)
    (20.0, 40.0)
    """
    if len(durations) < 2 or not files_left:
        return None
    low, high = min(durations) * files_left, max(durations) * files_left
    return None if high < WORTH_TELLING else (low, high)


def format_time_left(low: float, high: float) -> str:
    """
    >>> format_time_left(26, 55), format_time_left(3, 12), format_time_left(70, 200)
    ('About 25 to 55 seconds left', 'Less than 15 seconds left', 'About 1 to 4 minutes left')
    """
    if high > 90:
        first, last, unit = int(low // 60), -int(-high // 60), "minutes"
    else:
        first, last, unit = int(low // 5 * 5), -int(-high // 5) * 5, "seconds"
    if first < 1 or (unit == "seconds" and first < 5):
        return f"Less than {last} {unit} left"
    return f"About {first} to {last} {unit} left"


def _at(ordered: Sequence[float], share: float) -> float:
    place = round(share * (len(ordered) - 1))
    return ordered[place]
