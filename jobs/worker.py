"""What a Dramatiq worker process imports: `python -m dramatiq jobs.worker`; starting it is not here."""

from __future__ import annotations

import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
django.setup()

from jobs.engine import BrokerUnreachable, become_worker  # noqa: E402
from jobs.processes.leash import die_with_parent  # noqa: E402

# A child whose Dramatiq master was killed must not go on alone. Not SIGTERM: the kernel
# sends the signal once for each thread of the master, and Dramatiq takes a second one as
# the order to drop everything.
die_with_parent(signal.SIGKILL)
try:
    become_worker()
except BrokerUnreachable:
    sys.exit(
        "The worker needs REDIS_URL: the address of the Redis that holds the queue."
    )
