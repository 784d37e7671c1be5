"""A server that speaks S3, in a process of its own, and the settings that name it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings as project_settings

from tests.jobs.engine.conftest import run
from tests.jobs.engine.workers import wait_until
from tests.jobs.serve.conftest import free_port

__all__ = ["run"]

BUCKET = "office-files"


class S3Server:
    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "moto.server", "-p", str(self.port)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_until(self._answers)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def client(self) -> Any:
        return boto3.client("s3", endpoint_url=self.url, region_name="us-east-1")

    def names(self) -> list[str]:
        listed = self.client().list_objects_v2(Bucket=BUCKET)
        return [entry["Key"] for entry in listed.get("Contents", [])]

    def _answers(self) -> bool:
        try:
            self.client().create_bucket(Bucket=BUCKET)
        except (BotoCoreError, ClientError):
            return False
        return True


@pytest.fixture
def s3(settings, monkeypatch) -> Iterator[S3Server]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "worksbill")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a secret of the store")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    server = S3Server()
    server.start()
    usual: dict[str, Any] = dict(project_settings.S3_STORAGE)
    options = {
        **usual["OPTIONS"],
        "bucket_name": BUCKET,
        "endpoint_url": server.url,
        "region_name": "us-east-1",
        "addressing_style": "path",
    }
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**usual, "OPTIONS": options},
    }
    yield server
    server.kill()
