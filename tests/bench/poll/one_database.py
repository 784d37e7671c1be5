"""`python -m tests.bench.poll.one_database NAME`: measures the poll on the database of the environment."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings

from tests.bench.figures import Figure, tell  # noqa: E402
from tests.bench.poll.closed_loop import Subject, take_turns  # noqa: E402
from tests.bench.poll.office import (  # noqa: E402
    Watcher,
    make_watchers,
    start_anew,
)
from tests.bench.poll.open_loop import watch  # noqa: E402
from tests.bench.poll.server import Server, running_server  # noqa: E402

RATIO, P99 = 0.6, 100
MOST = 500
# How many watch, and whether they come evenly over the second or in the same instant.
TURNS = ((1, True), (50, True), (MOST, True), (MOST, False))


def main(name: str, *, is_quick: bool) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    watchers = make_watchers(MOST)
    with running_server() as server:
        tell(_rates(name, server, watchers[0], is_quick))
        with _progress():
            tell(_waits(name, server, watchers, is_quick))


def _rates(
    name: str, server: Server, watcher: Watcher, is_quick: bool
) -> Iterator[Figure]:
    def anonymous(under: str) -> Subject:
        path = f"/{under}/{watcher.job_id}/"
        return Subject(f"{under} view", 200, lambda: (path, ""))

    def quiet() -> tuple[str, str]:
        start_anew([watcher])
        return watcher.address(), watcher.cookie

    def news() -> tuple[str, str]:
        start_anew([watcher])
        return watcher.address() + "0", watcher.cookie

    bare, default = anonymous("bare"), anonymous("default")
    unchanged = Subject("poll without news", 204, quiet)
    changed = Subject("poll with news", 200, news)
    subjects = [bare, default, unchanged, changed]
    rounds, seconds = (1, 1) if is_quick else (5, 2)
    take_turns(server, subjects, rounds=rounds, seconds=seconds)
    for each in subjects:
        yield Figure(f"{name}: {each.what}, answers", each.rate, "/s")
        yield Figure(f"{name}: {each.what}, processor time", each.milliseconds, "ms")
    for one, other, least in (
        (unchanged, bare, RATIO),
        (unchanged, default, None),
        (changed, bare, None),
    ):
        what = f"{name}: {one.what} against the {other.what}"
        yield Figure(what, one.rate / other.rate, "times", at_least=least)
        value = other.milliseconds / one.milliseconds
        yield Figure(f"{what}, by processor time", value, "times")


def _waits(
    name: str, server: Server, watchers: list[Watcher], is_quick: bool
) -> Iterator[Figure]:
    seconds, turns = (2, TURNS[1:3]) if is_quick else (14, TURNS)
    for crowd, spread in turns:
        start_anew(watchers)
        before, began = server.processor_seconds(), time.monotonic()
        seen = watch(server, watchers[:crowd], seconds=seconds, spread=spread)
        used = server.processor_seconds() - before
        cores = used / (time.monotonic() - began)
        how = "" if spread else " in the same instant"
        what = f"{name}: {crowd} watchers{how}"
        limit = P99 if spread and crowd == MOST else None
        yield Figure(f"{what}, p50", seen.at(50), "ms")
        yield Figure(f"{what}, p99", seen.at(99), "ms", at_most=limit)
        yield Figure(f"{what}, polls with news", 100 * seen.share_with_news, "%")
        yield Figure(f"{what}, polls given up", seen.given_up, at_most=0)
        yield Figure(f"{what}, cores that the server used", cores)


@contextmanager
def _progress() -> Iterator[None]:
    command = [sys.executable, "-m", "tests.bench.poll.progress"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        try:
            process.stdout.readline()  # it has begun
            yield
            if process.poll() is not None:
                raise RuntimeError("What makes the progress has stopped.")
        finally:
            process.terminate()


if __name__ == "__main__":
    main(sys.argv[1], is_quick="--quick" in sys.argv)
