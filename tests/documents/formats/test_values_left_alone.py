"""What nobody changed on the page of the values goes into the file as it was found."""

from __future__ import annotations

import pytest

from documents.models import Filling
from tests.documents.formats.pages import add, do, filling_of, format_of, use, word
from tests.documents.formats.test_use_of_a_format import do_last_job, source

pytestmark = pytest.mark.django_db

TAGS = ("NAME_OF_WORK", "DATE")
LETTER = word(*(f"{{{{{name}}}}}" for name in TAGS))


@pytest.fixture
def filling(bala) -> Filling:
    """Of a letter with a date, whose day is left for the pen."""
    add(bala, LETTER)
    use(bala, format_of(bala), source=source())
    do_last_job(bala)
    return filling_of(bala)


def post_as_shown(member, filling: Filling, found: dict[str, str]) -> Filling:
    """The page posted as a browser does: a line in a text area ends in two characters."""
    values = {
        f"value-{name}": text.replace("\n", "\r\n") for name, text in found.items()
    }
    do(member, "filling_make", filling.pk, **values)
    filling.refresh_from_db()
    return filling


def found_in(filling: Filling) -> dict[str, str]:
    return {
        name: filling.preview["details"][f"{{{{{name}}}}}"]["value"] for name in TAGS
    }


def test_the_blank_day_of_a_date_stays_blank(bala, filling):
    found = found_in(filling)
    assert found["DATE"].startswith("  .")

    assert post_as_shown(bala, filling, found).edits == {}


def test_a_value_of_several_lines_is_no_edit(bala, filling):
    details = filling.preview["details"]["{{NAME_OF_WORK}}"]
    details["value"] = "Side drains\nat Hanamkonda"
    filling.save(update_fields=["preview"])

    assert post_as_shown(bala, filling, found_in(filling)).edits == {}


def test_a_line_that_was_added_is_kept_as_one_line_end(bala, filling):
    found = found_in(filling) | {"NAME_OF_WORK": "Side drains\nat Kazipet"}

    edits = post_as_shown(bala, filling, found).edits

    assert edits == {"NAME_OF_WORK": "Side drains\nat Kazipet"}
