"""The engine's transactions wait for each other without holding each other up."""

from __future__ import annotations

import threading

import pytest
from django.db import connections, transaction

from jobs.engine import writing


@pytest.mark.django_db(transaction=True)
def test_who_writes_already_does_not_wait_for_who_waits_for_it():
    """Else a page that ends jobs in its own transaction and a worker would stop each other."""

    def write() -> None:
        try:
            with transaction.atomic(), writing.writing():
                pass
        finally:
            connections.close_all()

    with writing._turn:
        thread = threading.Thread(target=write, daemon=True)
        thread.start()
        thread.join(5)
        assert not thread.is_alive()
