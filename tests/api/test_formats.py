"""A program lists the formats that its person may use, and sees what each asks for."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import Format
from tests.documents.formats.pages import add, do, format_of, word

pytestmark = pytest.mark.django_db


def listed(program, member) -> list[dict]:
    answer = program(member).get("formats/")
    assert answer.status_code == 200
    formats: list[dict] = answer.json()["formats"]
    return formats


def names(program, member) -> list[str]:
    return [found["name"] for found in listed(program, member)]


def test_a_format_is_told_with_its_placeholders(program, bala):
    tags = "{{NAME_OF_WORK}} {{EACH item}}{{item.rate}}{{END}} {{GST}} {{NAME_OF_WORK}}"
    add(bala, word(tags), description="To the bank", mappings="GST = GSTIN")

    assert listed(program, bala) == [
        {
            "id": str(format_of(bala).pk),
            "name": "Note",
            "description": "To the bank",
            "filename": "note.docx",
            "file_type": "docx",
            "version": 1,
            "is_shared": True,
            "is_usable": True,
            "placeholders": ["NAME_OF_WORK", "GST"],
        }
    ]


def test_it_is_told_as_its_newest_version_has_it(program, bala):
    add(bala)
    again = SimpleUploadedFile("NOTE.TXT", b"{{IF AMOUNT}} never ended {{NIT_NO}}")
    do(bala, "format_version", format_of(bala).pk, file=again)

    [found] = listed(program, bala)
    assert (found["version"], found["file_type"]) == (2, "txt")
    assert not found["is_usable"]


def test_a_viewer_sees_the_offices_formats_and_nobody_a_private_one(
    program, asha, bala, vani
):
    add(asha, name="Of all")
    add(bala, name="Of bala", is_shared="")

    assert names(program, bala) == ["Of all", "Of bala"]
    assert names(program, asha) == names(program, vani) == ["Of all"]


def test_another_office_sees_none(program, bala, chitra):
    add(bala)

    assert names(program, chitra) == []


def test_a_removed_format_is_not_listed(program, bala):
    add(bala)
    do(bala, "format_remove", format_of(bala).pk)

    assert listed(program, bala) == []
    assert Format.objects.for_org(bala.organization).exists()


def test_many_formats_cost_as_many_queries_as_one(
    program, bala, django_assert_max_num_queries
):
    for number in range(5):
        add(bala, name=f"Note {number}")
    it = program(bala)
    it.get("formats/")  # notes the token's use

    with django_assert_max_num_queries(4):
        assert len(it.get("formats/").json()["formats"]) == 5
