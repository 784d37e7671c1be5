"""Posting to an address that somebody typed, without reaching anything inside."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import urllib3
from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

TIMEOUT = urllib3.Timeout(connect=5, read=10)
# The timeouts begin anew with every byte that arrives; this one is for all of it.
WHOLE_TIMEOUT = 20.0  # seconds
ANSWER_MAX_BYTES = 2000
# Ways to write an IPv4 address into an IPv6 one: what they lead to is not looked through.
TUNNELS = tuple(
    ipaddress.IPv6Network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
)


class AddressRefused(Exception):
    """Nothing is sent there; the message says why."""

    code = "address_refused"


class HostUnknown(AddressRefused):
    """The name leads nowhere now; it may a moment later."""

    code = "host_unknown"


class NoAnswer(Exception):
    """The receiver did not answer."""

    code = "no_answer"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str


def check_url(url: str, resolve: Resolve | None = None) -> tuple[SplitResult, str]:
    """The address in parts, and the one checked IP to connect to. Raises: AddressRefused, HostUnknown.

    The name is resolved once and every address of it is checked: a name that leads
    outside now and inside a moment later leads nowhere.
    """
    parts = _split(url)
    host = parts.hostname or ""
    is_allowed = host in settings.WEBHOOK_ALLOWED_HOSTS
    if parts.scheme != "https" and not is_allowed:
        raise AddressRefused("The address must begin with https://.")
    try:
        found = (resolve or _resolve)(host, parts.port or _default_port(parts))
    except (OSError, UnicodeError) as error:
        raise HostUnknown(f"{host} is not known.") from error
    if not found:
        raise HostUnknown(f"{host} is not known.")
    if not is_allowed:
        for text in found:
            _check_public(host, text)
    return parts, found[0]


def post(
    url: str, body: bytes, headers: dict[str, str], resolve: Resolve | None = None
) -> Answer:
    """Posts to the checked address; no redirect is followed, no proxy is used.

    Raises: AddressRefused, HostUnknown, NoAnswer.
    """
    parts, address = check_url(url, resolve)
    host, port = parts.hostname or "", parts.port or _default_port(parts)
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            address, port, server_hostname=host, assert_hostname=host
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with _cut_off(pool):
            response = pool.request(
                "POST",
                target,
                body=body,
                headers={**headers, "Host": parts.netloc.rpartition("@")[2]},
                redirect=False,
                retries=False,
                timeout=TIMEOUT,
                preload_content=False,
            )
            text = response.read(ANSWER_MAX_BYTES).decode(errors="replace")
        return Answer(response.status, text)
    except (HTTPError, OSError) as error:
        raise NoAnswer(f"{host} did not answer: {error}") from error
    finally:
        pool.close()


@contextmanager
def _cut_off(pool: urllib3.HTTPConnectionPool) -> Iterator[None]:
    """Ends the pool's connection when the whole takes too long.

    A receiver that sends a byte now and then would hold a worker for hours.
    """
    held: list[socket.socket] = []
    kind = HTTPSConnection if pool.scheme == "https" else HTTPConnection

    class Connection(kind):  # type: ignore[misc, valid-type]  # one of the two
        def _new_conn(self) -> socket.socket:
            made: socket.socket = super()._new_conn()
            held.append(made.dup())  # TLS takes the first one over
            return made

    def cut() -> None:
        for connection in held:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    pool.ConnectionCls = Connection  # of this pool only
    alarm = threading.Timer(WHOLE_TIMEOUT, cut)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()
        for connection in held:
            connection.close()


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        if parts.port == 0:
            raise ValueError("port 0")
    except ValueError as error:
        raise AddressRefused("This is no address.") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise AddressRefused("This is no web address.")
    if parts.username or parts.password:
        raise AddressRefused("An address with a name or password in it is refused.")
    return parts


def _default_port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def _check_public(host: str, text: str) -> None:
    """Raises: AddressRefused."""
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    in_tunnel = isinstance(address, ipaddress.IPv6Address) and any(
        address in net for net in TUNNELS
    )
    if not address.is_global or address.is_multicast or in_tunnel:
        raise AddressRefused(
            f"{host} leads to {address}, which is inside a network and not on the "
            "internet. Whoever runs the server can allow it."
        )
