"""`python -m tests.bench.queues`: measures the queues on a Redis, a database and files of their own."""

from __future__ import annotations

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
django.setup()

from django.conf import settings  # noqa: E402 - needs the settings

from tests.bench.figures import tell  # noqa: E402
from tests.jobs.engine.redis_server import RedisServer  # noqa: E402


def main() -> int:
    server = RedisServer()
    server.start()
    os.environ["REDIS_URL"] = server.url  # for the workers
    settings.REDIS_URL = server.url
    try:
        # It connects the senders of all queues, which takes the address.
        from tests.bench.queues.figures import queue_figures

        tell(queue_figures(is_quick="--quick" in sys.argv))
    finally:
        server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
