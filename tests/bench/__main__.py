"""`make bench`: bills against bare libraries, jobs against other queues, the poll against a bare view; prints the figures. ARGS="queue" runs one part, --quick a small one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from tests.bench.figures import Figure, describe_machine, hear

PARTS = ("bills", "queue", "poll")
QUICK = "--quick"


def main(arguments: list[str]) -> int:
    wanted = [part for part in arguments if part != QUICK] or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        return _refuse(unknown)
    sys.stdout.write(f"{describe_machine()}\n")
    past = False
    for part in wanted:
        for figure in _figures_of(part, is_quick=QUICK in arguments):
            sys.stdout.write(f"{figure}\n")
            sys.stdout.flush()
            past |= figure.is_past_limit
    return 1 if past else 0


def _figures_of(part: str, *, is_quick: bool) -> Iterator[Figure]:
    if part == "bills":
        from tests.bench.making import bill_figures  # it sets Django up its own way

        yield from bill_figures()
        return
    module = {"queue": "tests.bench.queues", "poll": "tests.bench.poll"}[part]
    command = [sys.executable, "-m", module, *([QUICK] * is_quick)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield from hear(process.stdout)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _refuse(unknown: set[str]) -> int:
    sys.stderr.write(f"No such part: {', '.join(unknown)}. {', '.join(PARTS)}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
