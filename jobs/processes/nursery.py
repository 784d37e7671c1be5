"""Sets Django up in the process that children are forked from; imported there for that effect only.

It opens no connection and starts no thread, so a fork of it is whole.
"""

from __future__ import annotations

import os
import signal

import django

from jobs.processes.leash import die_with_parent

# Python's own fork server lives on while a child does. The worker's death ends this
# process, and its death in turn ends every child.
die_with_parent(signal.SIGKILL)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
django.setup()
