"""How many requests a second the server answers: wrk, sixteen connections that never pause."""

from __future__ import annotations

import re
import statistics
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tests.bench.poll.server import HOST, Server, poll_headers

CONNECTIONS = 16
TRIES = 3


class WrongAnswer(RuntimeError):
    """The server answered something else than what is measured."""


@dataclass
class Subject:
    """One kind of request; `prepare` gives its address and cookie for the next round."""

    what: str
    status: int
    prepare: Callable[[], tuple[str, str]]
    rates: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def milliseconds(self) -> float:
        """Of processor time for one request."""
        return statistics.median(self.processor) * 1000


def take_turns(
    server: Server, subjects: Sequence[Subject], *, rounds: int, seconds: int
) -> None:
    """The first round is for the caches and is not counted."""
    for number in range(-1, rounds):
        for subject in subjects:
            rate, processor = _measure(server, subject, 1 if number < 0 else seconds)
            if number >= 0:
                subject.rates.append(rate)
                subject.processor.append(processor)


def _measure(server: Server, subject: Subject, seconds: int) -> tuple[float, float]:
    """Tries again when the machine was so busy that the round outlasted what it polled for."""
    for _ in range(TRIES):
        with suppress(WrongAnswer):
            return _try(server, subject, seconds)
    return _try(server, subject, seconds)


def _try(server: Server, subject: Subject, seconds: int) -> tuple[float, float]:
    path, cookie = subject.prepare()
    _expect(server, subject, path, cookie)
    before = server.processor_seconds()
    report = _run_wrk(server, path, cookie, seconds)
    used = server.processor_seconds() - before
    _expect(server, subject, path, cookie)
    if "Non-2xx" in report or "Socket errors" in report:
        raise WrongAnswer(f"{subject.what}: {report}")
    total = re.search(r"(\d+) requests in", report)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", report)
    assert total and rate, report
    return float(rate[1]), used / int(total[1])


def _run_wrk(server: Server, path: str, cookie: str, seconds: int) -> str:
    headers = [f"{name}: {value}" for name, value in poll_headers(cookie).items()]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    for header in headers:
        command += ["-H", header]
    address = f"http://{HOST}:{server.port}{path}"
    done = subprocess.run(
        [*command, address], capture_output=True, text=True, check=True
    )
    return done.stdout


def _expect(server: Server, subject: Subject, path: str, cookie: str) -> None:
    status, body = server.ask(path, cookie)
    if status != subject.status:
        raise WrongAnswer(f"{subject.what}: {status} {body[:300]!r}")
