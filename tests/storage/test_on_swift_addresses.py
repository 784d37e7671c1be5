"""The address that a download page gives opens one file, as it is, for one minute."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from jobs.services import store_upload
from tests.conftest import sign_in
from tests.jobs.engine.conftest import one_file
from tests.jobs.engine.workers import wait_until
from tests.storage.conftest import S3, use_store

pytestmark = pytest.mark.django_db

NAME = "Bill of Ward 4, Pārvatī.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def made(s3: S3, asha, make_job, run) -> Any:
    return run(make_job(asha), lambda it: one_file(b"made", NAME)).outputs.get()


def ask_for(output: Any, member: Any) -> str:
    """Where the page sends the browser."""
    answer = sign_in(member).get(f"/api/outputs/{output.pk}/download/")
    assert answer.status_code == 302
    return str(answer["Location"])


def fetch(address: str) -> tuple[int, Any, bytes]:
    try:
        with urllib.request.urlopen(address, timeout=10) as got:  # noqa: S310 - the store's
            return got.status, got.headers, got.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, b""


def changed(address: str, *, path: str = "", **query: str) -> str:
    """The same address with another path, or other words in its query."""
    parts = urlsplit(address)
    words = {name: values[0] for name, values in parse_qs(parts.query).items()}
    more = {name.replace("_", "-"): value for name, value in query.items()}
    return urlunsplit(
        parts._replace(path=path or parts.path, query=urlencode(words | more))
    )


def test_it_gives_exactly_the_file_as_an_attachment_of_its_type(made, asha):
    status, headers, content = fetch(ask_for(made, asha))

    assert (status, content) == (200, b"made")
    assert headers["Content-Type"] == XLSX
    assert headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''Bill%20of%20Ward%204%2C%20P%C4%81rvat%C4%AB.xlsx"
    )


def test_an_upload_is_handed_out_the_same_way(s3, asha):
    upload = store_upload(
        organization=asha.organization,
        actor=asha,
        file=ContentFile(b"the estimate", name="Estimate.xlsx"),
    )

    answer = sign_in(asha).get(reverse("upload_download", args=[upload.pk]))

    status, headers, content = fetch(answer["Location"])
    assert (status, content) == (200, b"the estimate")
    assert headers["Content-Disposition"] == 'attachment; filename="Estimate.xlsx"'


def test_a_changed_signature_opens_nothing(made, asha):
    address = ask_for(made, asha)
    [signature] = parse_qs(urlsplit(address).query)["X-Amz-Signature"]
    other = signature[:-1] + ("0" if signature[-1] != "0" else "1")

    assert fetch(changed(address))[0] == 200
    assert fetch(changed(address, X_Amz_Signature=other))[0] == 403


def test_the_signature_of_one_file_opens_no_other(s3, made, asha, make_job, run):
    other = run(make_job(asha), lambda it: one_file(b"secret")).outputs.get()

    path = f"/{s3.bucket}/{other.file.name}"

    assert fetch(changed(ask_for(made, asha), path=path))[0] == 403


def test_a_longer_life_cannot_be_written_into_it(made, asha):
    assert fetch(changed(ask_for(made, asha), X_Amz_Expires="600000"))[0] == 403


def test_it_cannot_be_made_to_show_the_file_in_the_browser(made, asha):
    address = ask_for(made, asha)

    assert fetch(changed(address, response_content_disposition="inline"))[0] == 403


def test_after_its_time_it_opens_nothing(made, asha, settings):
    default = settings.STORAGES["default"]
    options = {**default["OPTIONS"], "querystring_expire": 2}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**default, "OPTIONS": options},
    }
    address = ask_for(made, asha)
    assert fetch(address)[0] == 200

    wait_until(lambda: fetch(address)[0] == 403)


def test_without_a_signature_there_is_nothing(made, asha):
    bare = urlunsplit(urlsplit(ask_for(made, asha))._replace(query=""))

    assert fetch(bare)[0] in (400, 403)


def test_keys_that_the_store_does_not_know_sign_nothing(
    made, asha, monkeypatch, settings
):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-guess")
    use_store(settings)

    assert fetch(ask_for(made, asha))[0] == 403
