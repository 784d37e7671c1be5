"""The web server's way in; where no queue server runs, the jobs' threads start here too."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - the settings are ready only now

if settings.IN_PROCESS_BROKER:
    from jobs.engine import start_in_process_worker

    start_in_process_worker()
