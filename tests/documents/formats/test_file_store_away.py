"""While the file store is away every page of a format says so, and nothing is half stored."""

from __future__ import annotations

import pytest
from django.urls import reverse

from documents.models import Format, FormatVersion
from documents.queries import latest_version
from tests.bills.web.posts import file
from tests.conftest import sign_in
from tests.documents.formats.pages import NOTE, add, do, format_of

pytestmark = pytest.mark.django_db

AWAY = "The file store did not answer or is full. Try again in a few minutes."


@pytest.fixture
def store_away(settings, tmp_path):
    """Called when it goes: a file stands where its folder was."""

    def take_away() -> None:
        blocked = tmp_path / "blocked"
        blocked.write_bytes(b"")
        settings.MEDIA_ROOT = blocked / "files"

    return take_away


def expect_told(answer) -> None:
    assert answer.status_code == 503
    assert AWAY in answer.content.decode()


def test_a_new_format_is_not_half_added(bala, store_away):
    store_away()

    expect_told(add(bala))
    assert not Format.objects.for_org(bala.organization).exists()


@pytest.mark.parametrize(
    ("view", "typed"),
    [
        ("format_version", {"file": file("other.docx", NOTE)}),
        ("format_change", {"name": "Other", "mappings": "GST_NO = GSTIN"}),
    ],
)
def test_a_change_of_a_format_leaves_it_as_it_was(bala, store_away, view, typed):
    add(bala)
    found = format_of(bala)
    store_away()

    expect_told(do(bala, view, found.pk, **typed))

    found.refresh_from_db()
    assert (found.name, FormatVersion.all_orgs.count()) == ("Note", 1)


def test_an_earlier_version_is_not_taken_again(bala, store_away):
    add(bala)
    store_away()

    expect_told(do(bala, "format_version_again", format_of(bala).pk, 1))
    assert FormatVersion.all_orgs.count() == 1


def test_the_file_is_not_handed_out(bala, store_away):
    add(bala)
    store_away()

    address = reverse("format_file", args=[format_of(bala).pk, 1])

    expect_told(sign_in(bala).get(address))


def test_a_file_that_alone_is_lost_still_comes_from_its_copy(bala):
    add(bala)
    version = latest_version(format_of(bala))
    version.file.storage.delete(str(version.file.name))

    answer = do(bala, "format_version_again", format_of(bala).pk, 1)

    assert answer.status_code == 302
    assert FormatVersion.all_orgs.count() == 2
