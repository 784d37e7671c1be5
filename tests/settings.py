"""Settings of the test run: its own data folder, a file database, quick hashes."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault(
    "WORKSBILL_DATA_DIR", tempfile.mkdtemp(prefix="worksbill-test-")
)
os.environ.setdefault("DJANGO_SECRET_KEY", "only-for-tests")

from project.settings import *  # noqa: E402, F403, TID251
from project.settings import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES  # noqa: E402, TID251

# Threads and worker processes cannot share an in-memory SQLite.
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is absent
