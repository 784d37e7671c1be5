"""The transactions of the engine: on SQLite the threads of a process wait for each other in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction

_turn = threading.Lock()
_open = threading.local()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that writes; inside another one it is a part of that.

    SQLite lets one in at a time and has the others sleep for up to a tenth of a second
    before they look again; a thread that waits for a lock in memory wakes at once. Other
    processes are waited for as ever.
    """
    if getattr(_open, "is_writing", False):
        yield  # what it raises undoes the whole
        return
    # Who is in a transaction already is the one writer, and must wait for nobody.
    is_alone = connection.vendor == "sqlite" and not connection.in_atomic_block
    with _turn if is_alone else nullcontext(), transaction.atomic():
        _open.is_writing = True
        try:
            yield
        finally:
            _open.is_writing = False
