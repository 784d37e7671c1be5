"""Settings of the test run: its own data folder, a file database, quick hashes."""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta

if "WORKSBILL_DATA_DIR" not in os.environ:
    # Kept here until the run ends, then removed; the worker processes are told of it.
    _data = tempfile.TemporaryDirectory(prefix="worksbill-test-")
    os.environ["WORKSBILL_DATA_DIR"] = _data.name
os.environ.setdefault("DJANGO_SECRET_KEY", "only-for-tests")

from project.settings import *  # noqa: F403, TID251
from project.settings import (  # noqa: TID251
    DATA_DIR,
    DATABASES,
    STATIC_ROOT,
    STORAGES,
    postgres_options,
)

# Threads and worker processes cannot share an in-memory SQLite.
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    # A test is one transaction, and may wait long for a program.
    DATABASES["default"]["OPTIONS"] = postgres_options(
        idle_in_transaction=timedelta(minutes=30)
    )
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is absent
