"""A store that speaks S3, in processes of its own, and the settings that name it.

In the quick suite it is moto. `make test-s3` runs the same tests, and those that need a
store which checks its signatures, on OpenStack Swift.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import BotoCoreError, ClientError

from project.settings import read_file_store  # noqa: TID251 - made anew for the store
from tests.jobs.engine.conftest import gate, queue, redis_server, run, start_worker
from tests.jobs.engine.workers import wait_until
from tests.servers import swift
from tests.servers.moto import MotoServer
from tests.servers.swift import SwiftServer

__all__ = ["gate", "queue", "redis_server", "run", "start_worker"]

ON_SWIFT = os.environ.get("TEST_S3") == "swift"
if not ON_SWIFT:
    collect_ignore_glob = ["test_on_swift_*.py"]

Server = SwiftServer | MotoServer


class S3:
    """A bucket of this test's own."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.bucket = f"office-{uuid4().hex[:12]}"
        self.env = {
            "WORKSBILL_S3_BUCKET": self.bucket,
            "WORKSBILL_S3_ENDPOINT": server.url,
            "WORKSBILL_S3_REGION": server.region,
            "WORKSBILL_S3_ADDRESSING": "path",
            "AWS_ACCESS_KEY_ID": server.access_key,
            "AWS_SECRET_ACCESS_KEY": server.secret_key,
            "AWS_MAX_ATTEMPTS": "1",
        }

    def start(self) -> None:
        """Answers from now on; a server that forgets what it stored has an empty bucket."""
        self.server.start()
        wait_until(self._has_bucket)

    def kill(self) -> None:
        self.server.kill()

    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.server.url,
            region_name=self.server.region,
            aws_access_key_id=self.server.access_key,
            aws_secret_access_key=self.server.secret_key,
        )

    def names(self) -> list[str]:
        listed = self.client().list_objects_v2(Bucket=self.bucket)
        return [entry["Key"] for entry in listed.get("Contents", [])]

    def _has_bucket(self) -> bool:
        with suppress(BotoCoreError, ClientError):
            listed = self.client().list_buckets()["Buckets"]
            if self.bucket not in [bucket["Name"] for bucket in listed]:
                self.client().create_bucket(Bucket=self.bucket)
            return True
        return False


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if ON_SWIFT and not swift.is_installed():
        # Where everything is checked a missing program must not look like a passed test.
        end = pytest.fail if os.environ.get("CI") else pytest.skip
        end(swift.HOW_TO_GET_IT)
    chosen: Server = SwiftServer() if ON_SWIFT else MotoServer()
    try:
        yield chosen
    finally:
        chosen.close()


@pytest.fixture
def s3(server: Server, settings, monkeypatch) -> S3:
    store = S3(server)
    for name, value in store.env.items():
        monkeypatch.setenv(name, value)
    store.start()
    use_store(settings)
    return store


def use_store(settings: Any) -> None:
    """From now on files go where the environment says."""
    settings.STORAGES = {**settings.STORAGES, "default": read_file_store()}
