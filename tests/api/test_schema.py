"""The API keeps what its OpenAPI document promises, whatever is sent to it."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from organizations.tokens import create_token
from tests.documents.formats.pages import add


@pytest.fixture
def api_schema(live_server, asha, make_job, make_output, settings):
    """The document as the running server gives it, for an office that has something of everything."""
    settings.API_REQUESTS_PER_MINUTE = 0
    add(asha)
    for status in ("queued", "running", "failed", "completed"):
        make_output(make_job(asha, status=status))
    token = create_token(actor=asha, name="Schema", can_write=True)[1]
    schema: Any = schemathesis.openapi.from_url(
        f"{live_server.url}/api/openapi.json",
        headers={"Authorization": f"Bearer {token}"},
    )
    schema.token = token
    return schema


def test_every_answer_is_as_promised(api_schema):
    operations = [found.ok() for found in api_schema.get_all_operations()]
    assert len(operations) >= 10

    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def check(case):
            case.call_and_validate(
                headers={"Authorization": f"Bearer {api_schema.token}"},
                # Which inputs a kind takes is not in the document.
                excluded_checks=[positive_data_acceptance],
            )

        check()
