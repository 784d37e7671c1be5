"""Watchers that ask once a second whether the server is quick or slow, as htmx does.

Each keeps the version that it was last told, and one connection, as a browser does. Times run
from the moment at which a poll was due, so that a late one counts in full; a page that still
waits for an answer does not ask again, and asks late instead.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tests.bench.figures import percentile
from tests.bench.poll.closed_loop import WrongAnswer
from tests.bench.poll.office import Watcher
from tests.bench.poll.server import HOST, Server, poll_headers

NEXT_POLL = re.compile(rb'hx-get="([^"]+/fragment/[^"]+)"')
START_IN = 1.0  # seconds, in which all of them connect
WARM_UP = 2  # polls of each watcher that are not counted
GRACE = 10.0  # seconds after the last due poll in which the late ones may come


@dataclass
class Watch:
    """What all watchers saw together."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    given_up: int = 0

    @property
    def share_with_news(self) -> float:
        return self.statuses[200] / max(1, self.statuses.total())

    def at(self, percent: int) -> float:
        return percentile(self.milliseconds, percent)


def watch(
    server: Server, watchers: Sequence[Watcher], *, seconds: int, spread: bool
) -> Watch:
    """They come evenly over the second, or all in the same instant."""
    seen = Watch()
    polls = seconds + WARM_UP
    addresses = [each.address() for each in watchers]
    asyncio.run(_watch(server, watchers, addresses, polls, spread, seen))
    return seen


async def _watch(
    server: Server,
    watchers: Sequence[Watcher],
    addresses: Sequence[str],
    polls: int,
    spread: bool,
    seen: Watch,
) -> None:
    start = time.perf_counter() + START_IN
    step = 1 / len(watchers) if spread else 0
    async with asyncio.TaskGroup() as group:
        for number, watcher in enumerate(watchers):
            begin = start + number * step
            page = _Page(server, watcher, addresses[number])
            group.create_task(page.poll(begin, polls, seen))


class _Page:
    def __init__(self, server: Server, watcher: Watcher, address: str) -> None:
        self._port, self._address = server.port, address
        headers = poll_headers(watcher.cookie).items()
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in headers)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def poll(self, begin: float, polls: int, seen: Watch) -> None:
        end = begin + polls + GRACE
        for number in range(polls):
            due = begin + number
            if time.perf_counter() > end:
                # Counted as if it were answered now: it would be later.
                seen.milliseconds.append((time.perf_counter() - due) * 1000)
                seen.given_up += 1
                continue
            await asyncio.sleep(max(0, due - time.perf_counter()))
            status = await self._ask()
            if number >= WARM_UP:
                seen.milliseconds.append((time.perf_counter() - due) * 1000)
                seen.statuses[status] += 1
        self._hang_up()

    async def _ask(self) -> int:
        if self._streams is not None:
            # The server closes a connection that was silent for two seconds.
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                return await self._exchange(*self._streams)
            self._hang_up()
        self._streams = await asyncio.open_connection(HOST, self._port)
        return await self._exchange(*self._streams)

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> int:
        writer.write(f"GET {self._address} HTTP/1.1\r\n{self._headers}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        status = int(head.split(maxsplit=2)[1])
        length = re.search(rb"content-length: (\d+)", head)
        body = await reader.readexactly(int(length[1])) if length else b""
        if b"connection: close" in head:
            self._hang_up()
        self._learn(status, body)
        return status

    def _hang_up(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    def _learn(self, status: int, body: bytes) -> None:
        if status == 204:
            return
        address = NEXT_POLL.search(body)
        if status != 200 or address is None:
            raise WrongAnswer(f"{self._address}: {status} {body[:300]!r}")
        self._address = address[1].decode().replace("&amp;", "&")
