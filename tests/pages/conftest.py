"""The browser, and an office at work, for the walk over every page."""

from __future__ import annotations

from tests.bills.preview.conftest import read, start  # noqa: F401 - fixtures
from tests.browser.conftest import (  # noqa: F401 - fixtures
    browser,
    complaints,
    files_of_this_test,
    open_page,
    paced_job,
    redis_server,
    shared_files,
    worker,
    worker_process,
)
from tests.pages.office import things  # noqa: F401 - a fixture
