"""A program that asks the API with a token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bills.services import make_sample_estimate
from organizations.models import Membership
from organizations.tokens import create_token


class Program:
    def __init__(self, member: Membership, *, can_write: bool = True) -> None:
        self.token, self.text = create_token(
            actor=member, name="Export", can_write=can_write
        )
        self._client = Client(headers={"Authorization": f"Bearer {self.text}"})

    def get(self, address: str, **query: str) -> Any:
        return self._client.get(f"/api/{address}", query)

    def post(self, address: str, body: object = None, **headers: str) -> Any:
        return self._client.post(
            f"/api/{address}", body, content_type="application/json", headers=headers
        )

    def upload(self, name: str = "estimate.xlsx", content: bytes | None = None) -> Any:
        content = content or make_sample_estimate().content
        return self._client.post(
            "/api/uploads/", {"file": SimpleUploadedFile(name, content)}
        )


@pytest.fixture
def program() -> Callable[..., Program]:
    return Program


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    cache.clear()
