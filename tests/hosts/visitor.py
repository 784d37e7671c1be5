"""Who asks the web hosts: a program with a token, or a person with a session."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from itertools import cycle
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

import urllib3
from urllib3.exceptions import HTTPError

from bills.services import make_sample_estimate
from jobs.models import Job
from organizations.models import Membership
from tests.hosts import PACKAGE

if TYPE_CHECKING:
    from tests.hosts.conftest import WebHost


PATIENCE = 90.0  # seconds, with web hosts that are starting


class Web(Protocol):
    url: str


@dataclass
class Program:
    """Without a token it is a stranger."""

    token: str = ""
    member: Membership | None = None
    _http: urllib3.PoolManager = field(
        default_factory=lambda: urllib3.PoolManager(
            timeout=10, retries=False, maxsize=1
        )
    )

    def ask(self, web: Web, path: str, method: str = "GET", **more: Any) -> Any:
        headers = {"Connection": "close", **more.pop("headers", {})}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return self._http.request(
            method, f"{web.url}{path}", headers=headers, redirect=False, **more
        )

    def is_answered(self, web: Web) -> bool:
        try:
            return bool(self.ask(web, "/healthz").status == 200)
        except HTTPError:
            return False

    def is_ready(self, web: Web) -> bool:
        try:
            return bool(self.ask(web, "/readyz").status == 200)
        except HTTPError:
            return False

    def order(self, *webs: WebHost, seconds: str = "", key: str = "") -> Job:
        """A job by the first web host that answers: a real bill, or so many seconds' work.

        Whoever does not know whether an order was taken gives it again with its key.
        """
        key = key or str(uuid4())
        name, content = "work.xlsx", PACKAGE + seconds.encode()
        order: dict[str, Any] = {"job_type": "excel_parse"}
        if not seconds:
            content = make_sample_estimate().content
            inputs = {"action": "estimate_first_part", "mb_no": key[:8]}
            order = {"job_type": "generate_bill", "metadata": inputs}
        upload = self._answer(webs, "/api/uploads/", fields={"file": (name, content)})
        taken = self._answer(
            webs,
            "/api/jobs/create/",
            body=json.dumps({**order, "upload_id": upload["id"]}),
            headers={"Content-Type": "application/json", "Idempotency-Key": key},
        )
        return Job.all_orgs.get(pk=taken["job_id"])

    def fetch(self, web: Web, output_id: object) -> bytes:
        """A made file, from the address in the store to which the web host sends us."""
        answer = self.ask(web, f"/api/outputs/{output_id}/download/")
        assert answer.status == 302, answer.data
        got = self._http.request("GET", answer.headers["Location"])
        assert got.status == 200
        return bytes(got.data)

    def close(self) -> None:
        self._http.clear()

    def _answer(self, webs: tuple[WebHost, ...], path: str, **more: Any) -> Any:
        deadline = time.monotonic() + PATIENCE
        for web in cycle(webs):
            try:
                answer = self.ask(web, path, "POST", **more)
            except HTTPError:
                assert time.monotonic() < deadline, "no web host answers"
                time.sleep(0.2)
                continue
            assert answer.status in (200, 201, 202), answer.data
            return answer.json()
        raise AssertionError("no web host was named")
