"""What the sources answered, as a report that never takes silence for a clean answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hole:
    package: str
    version: str
    advisory: str
    mended_in: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one source: the packages it knows about, and what it knows against them."""

    source: str
    kind: str  # "python" or "npm": packages of another kind are other packages
    judged: frozenset[str] = frozenset()
    unjudged: frozenset[str] = frozenset()
    holes: Sequence[Hole] = ()
    silence: str = ""  # why it gave no answer at all


def report(
    wrong: Sequence[str], answers: Sequence[Answer], *, is_strict: bool
) -> tuple[str, int]:
    """The text, and 1 when something is wrong or, strictly, when something is not known."""
    holes = sorted({_line(hole) for answer in answers for hole in answer.holes})
    silent = [_say_silence(answer) for answer in answers if _is_silent(answer)]
    unknown = _find_unknown(answers)
    lines = [*wrong, *holes, *silent]
    if holes:
        lines.append(f"{len(holes)} known holes.")
    if unknown:
        lines.append(f"NOT AUDITED by anybody: {', '.join(unknown)}")
    elif not holes:
        lines.append("No known holes.")
    if not wrong:
        lines.append("The locks are pinned and hashed.")
    return "\n".join(lines), int(bool(wrong or holes or (is_strict and unknown)))


def _line(hole: Hole) -> str:
    package = f"{hole.package} {hole.version}"
    return f"{package:<32}{hole.advisory:<24}mended in {hole.mended_in or '-'}"


def _is_silent(answer: Answer) -> bool:
    return bool(answer.silence or answer.unjudged)


def _say_silence(answer: Answer) -> str:
    why = answer.silence or f"it does not know {len(answer.unjudged)} packages"
    return f"NOT AUDITED: {answer.source}: {why}"


def _find_unknown(answers: Sequence[Answer]) -> list[str]:
    """Kinds of packages about which some of them no source gave a verdict."""
    unknown = []
    for kind in sorted({answer.kind for answer in answers}):
        of_kind = [answer for answer in answers if answer.kind == kind]
        judged = frozenset().union(*(answer.judged for answer in of_kind))
        asked = frozenset().union(*(answer.unjudged for answer in of_kind))
        has_answer = any(not answer.silence for answer in of_kind)
        if not has_answer:
            unknown.append(f"all {kind} packages")
        elif missing := asked - judged:
            unknown.append(f"{len(missing)} {kind} packages")
    return unknown
