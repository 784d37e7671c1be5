"""The browser, and two offices with one of everything, for the walk over every page."""

from __future__ import annotations

from tests.browser.conftest import (  # noqa: F401 - fixtures
    browser,
    complaints,
    files_of_this_test,
    open_page,
    redis_server,
    shared_files,
    worker,
    worker_process,
)
from tests.isolation.conftest import adi, nobody, things  # noqa: F401 - fixtures
