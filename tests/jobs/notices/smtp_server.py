"""A real SMTP server in a process of its own: asks for a password, keeps each mail as a file.

`python smtp_server.py FOLDER PORT`; prints a line when it listens.
"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "worksbill", "mail secret 9"
count = itertools.count(1)


class Keep:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        (self.folder / f"{next(count)}.eml").write_bytes(envelope.content)
        return "250 kept"


def check(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (
        data.login == USER.encode() and data.password == PASSWORD.encode()
    )
    return AuthResult(success=good, handled=good)


if __name__ == "__main__":
    controller = Controller(
        Keep(Path(sys.argv[1])),
        hostname="127.0.0.1",
        port=int(sys.argv[2]),
        authenticator=check,
        auth_required=True,
        auth_require_tls=False,
    )
    controller.start()
    sys.stdout.write("listening\n")
    sys.stdout.flush()
    while True:
        time.sleep(60)
