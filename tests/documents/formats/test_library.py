"""The library of formats: the doctor at the upload, versions, sharing, locking, removing."""

from __future__ import annotations

import html
import io
from functools import partial

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bills.services import make_sample_estimate
from documents.domain.filters import FILTERS
from documents.domain.placeholders import PLACEHOLDERS
from documents.models import Format
from documents.queries import latest_version
from documents.services import read_version
from documents.services.formats import (
    add_suggested_tags,
    add_version,
    lock_format,
    put_back_format,
    remove_format,
    use_version_again,
)
from organizations.domain.roles import RoleTooLow
from tests.conftest import sign_in
from tests.documents.formats.pages import NOTE, add, do, format_of, shown, word

pytestmark = pytest.mark.django_db


def fetch(member, name, *args) -> bytes:
    answer = sign_in(member).get(reverse(name, args=args))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return bytes(answer.content)


def test_a_format_is_added_and_its_placeholders_are_listed(bala):
    answer = add(bala, word("{{NAME_OF_WRK}}", "{{AMOUNT}}"))

    assert answer.status_code == 302
    text = shown(bala, "format_detail", format_of(bala).pk)
    assert "body, paragraph 1" in text
    assert "did you mean <code>NAME_OF_WORK</code>?" in text


def test_names_of_one_s_own_are_known(bala):
    add(bala, word("{{GST_NO}}"), mappings="GST_NO = GSTIN")

    (use,) = latest_version(format_of(bala)).report["uses"]
    assert use["is_known"]


@pytest.mark.parametrize(
    ("filename", "content", "typed", "said"),
    [
        ("note.doc", b"old", {}, "save it as .docx"),
        ("note.docx", b"PK\x03\x04 cut short", {}, "damaged"),
        ("note.docx", b"not a Word file", {}, "note.docx: This is plain text. Open it"),
        ("note.docx", make_sample_estimate().content, {}, "This is an Excel workbook"),
        ("note.xlsx", NOTE, {}, "Choose an Excel workbook (.xlsx or .xlsm)"),
        ("note.csv", NOTE, {}, "This is a Word document. Open it, save it as text"),
        ("note.docx", NOTE, {"mappings": "no label"}, "Mapping, line 1"),
        ("note.docx", NOTE, {"name": ""}, "Give the format a name"),
        ("note.docx", b"", {}, "The file is empty"),
    ],
)
def test_what_cannot_be_a_format_is_told_and_not_kept(
    bala, filename, content, typed, said
):
    answer = add(bala, content, filename, **typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Format.objects.for_org(bala.organization).exists()


def test_a_format_whose_tags_do_not_fit_is_kept_but_not_used(bala):
    add(bala, word("{{IF AMOUNT}} never ended"))

    text = shown(bala, "format_detail", format_of(bala).pk)
    assert "It cannot be used yet" in text
    assert "Read the values" not in text


def test_the_file_comes_back_as_it_was_given(bala):
    add(bala)
    assert fetch(bala, "format_file", format_of(bala).pk, 1) == NOTE


def test_a_file_that_the_store_lost_comes_from_its_copy(bala):
    add(bala)
    version = latest_version(format_of(bala))
    version.file.storage.delete(str(version.file.name))

    assert read_version(version) == NOTE
    version.refresh_from_db()
    with version.file.open() as stored:
        assert stored.read() == NOTE


def test_another_file_is_a_version_and_the_first_stays(bala):
    add(bala)
    found, other = format_of(bala), word("{{AMOUNT}}")
    do(bala, "format_version", found.pk, file=SimpleUploadedFile("b.docx", other))

    assert fetch(bala, "format_file", found.pk, 2) == other
    assert fetch(bala, "format_file", found.pk, 1) == NOTE
    do(bala, "format_version_again", found.pk, 1)
    assert fetch(bala, "format_file", found.pk, 3) == NOTE


def test_a_locked_format_is_not_removed_until_it_is_unlocked(bala):
    add(bala)
    found = format_of(bala)
    do(bala, "format_lock", found.pk, locked="yes")
    do(bala, "format_remove", found.pk)
    assert format_of(bala).removed_at is None

    do(bala, "format_lock", found.pk, locked="no")
    do(bala, "format_remove", found.pk)
    assert format_of(bala).removed_at is not None
    assert "Removed formats (1)" in shown(bala, "format_list")


def test_a_removed_format_is_put_back(bala):
    add(bala)
    found = format_of(bala)
    do(bala, "format_remove", found.pk)
    do(bala, "format_put_back", found.pk)

    assert found.name in shown(bala, "format_list")
    assert format_of(bala).removed_at is None


def test_a_private_format_is_seen_by_nobody_else(asha, bala):
    answer = add(bala, is_shared="")
    assert answer.status_code == 302

    found = format_of(bala)
    address = reverse("format_detail", args=[found.pk])
    assert sign_in(asha).get(address).status_code == 404
    assert "Note" not in shown(asha, "format_list")
    assert "Only bala@office.example" in shown(bala, "format_list")


def test_a_shared_format_is_changed_by_its_owner_and_by_who_manages(asha, bala):
    add(asha)
    found = format_of(asha)
    assert do(bala, "format_change", found.pk, name="Mine").status_code == 403
    assert "Change it" not in shown(bala, "format_detail", found.pk)

    add_again = do(asha, "format_change", found.pk, name="Ours", is_shared="on")
    assert add_again.status_code == 302
    assert format_of(asha).name == "Ours"


@pytest.mark.parametrize(
    "change",
    [
        partial(add_version, filename="mine.docx", content=NOTE),
        lambda actor, found: use_version_again(
            actor=actor, found=found, version=latest_version(found)
        ),
        add_suggested_tags,
        partial(lock_format, is_locked=True),
        remove_format,
        put_back_format,
    ],
)
@pytest.mark.parametrize("who", ["bala", "vani"])
def test_the_format_of_another_is_changed_by_no_service(asha, request, who, change):
    actor = request.getfixturevalue(who)
    add(asha, filename="note.xlsx", content=make_sample_estimate().content)
    before = Format.objects.for_org(asha.organization).values().get()

    with pytest.raises(RoleTooLow):
        change(actor=actor, found=format_of(asha))

    assert Format.objects.for_org(asha.organization).values().get() == before
    assert format_of(asha).versions.count() == 1


@pytest.mark.parametrize(
    "name",
    ["format_detail", "format_legend"],
)
def test_another_office_finds_nothing(asha, chitra, name):
    add(asha)
    address = reverse(name, args=[format_of(asha).pk])
    assert sign_in(chitra).get(address).status_code == 404


@pytest.mark.parametrize(
    "name", ["format_change", "format_lock", "format_remove", "filling_start"]
)
def test_another_office_does_nothing_to_it(asha, chitra, name):
    add(asha)
    before = Format.objects.for_org(asha.organization).values().get()
    assert do(chitra, name, format_of(asha).pk).status_code == 404
    assert Format.objects.for_org(asha.organization).values().get() == before


def test_a_viewer_looks_but_adds_nothing(asha, vani):
    add(asha)
    assert "Read the values" not in shown(vani, "format_detail", format_of(asha).pk)
    assert add(vani).status_code == 403


def test_the_legend_lists_every_name_with_a_value_of_today(bala):
    add(bala, word("{{GST_NO}}"), mappings="GST_NO = GSTIN")
    content = fetch(bala, "format_legend", format_of(bala).pk)

    sheet = openpyxl.load_workbook(io.BytesIO(content))["Placeholders"]
    rows = {row[0]: row[2] for row in sheet.iter_rows(values_only=True)}
    assert rows["{{NAME_OF_WORK}}"] == "Electrification of the new record room (sample)"
    assert "{{GST_NO}}" in rows


def test_a_workbook_without_tags_gets_them_only_when_that_is_confirmed(bala):
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["A1"], page["A3"] = "Name of the work", "Grand Total"
    stream = io.BytesIO()
    book.save(stream)
    add(bala, stream.getvalue(), "form.xlsx")
    found = format_of(bala)
    assert "values would go here" in shown(bala, "format_detail", found.pk)
    assert fetch(bala, "format_file", found.pk, 1) == stream.getvalue()

    do(bala, "format_tags", found.pk)
    filled = openpyxl.load_workbook(
        io.BytesIO(fetch(bala, "format_file", found.pk, 2))
    ).worksheets[0]
    assert filled["B1"].value == "{{NAME_OF_WORK}}"


def test_the_help_page_shows_every_name_and_filter_that_the_engine_knows(bala):
    text = html.unescape(shown(bala, "format_help"))
    assert all(f"{{{{{name}}}}}" in text for name in PLACEHOLDERS)
    assert all(known.example in text for known in FILTERS.values())
