"""Watchers of job pages: each asks on a connection of its own, at its own moment of each second."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
SHOWN = re.compile(rb"\?shown=([0-9a-f]+)")
EVERY = 1.0  # seconds


@dataclass
class Answers:
    """Milliseconds of each answer; how many had news and how many were no answer at all."""

    times: list[float] = field(default_factory=list)
    with_news: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Watcher:
    """`path` of the fragment that is polled, with the cookie of the person."""

    path: str
    cookie: str


def watch(port: int, watchers: Sequence[Watcher], seconds: float) -> Answers:
    """What all the watchers were answered within that time."""
    answers = Answers()

    async def run_all() -> None:
        begin = time.monotonic() + 0.2
        await asyncio.gather(
            *(
                _watch(port, watcher, begin + number / len(watchers), seconds, answers)
                for number, watcher in enumerate(watchers)
            )
        )

    asyncio.run(run_all())
    return answers


async def _watch(
    port: int, watcher: Watcher, begin: float, seconds: float, answers: Answers
) -> None:
    """Like htmx: the time runs on while an answer is awaited, and none is asked twice."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    shown, due = "", begin
    while due < begin + seconds:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        asked = time.monotonic()
        try:
            status, body = await _ask(reader, writer, watcher, shown)
        except (OSError, asyncio.IncompleteReadError):
            answers.failed += 1
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            due += EVERY
            continue
        answers.times.append((time.monotonic() - asked) * 1000)
        if status == b"200":
            answers.with_news += 1
            found = SHOWN.search(body)
            shown = found[1].decode() if found else ""
        elif status != b"204":
            answers.failed += 1
        due = max(due + EVERY, time.monotonic())
    writer.close()


async def _ask(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    watcher: Watcher,
    shown: str,
) -> tuple[bytes, bytes]:
    query = f"?shown={shown}" if shown else ""
    writer.write(
        f"GET {watcher.path}{query} HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: {watcher.cookie}\r\nHX-Request: true\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    length = LENGTH.search(head)
    body = await reader.readexactly(int(length[1])) if length else b""
    return head[9:12], body
