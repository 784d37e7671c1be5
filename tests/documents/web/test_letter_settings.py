"""Letter settings of a person and of the office reach the letters; nobody changes what is not theirs."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from docx import Document

import documents.actors  # noqa: F401 - the work that the jobs need
from documents.services import choose_options
from tests.bills.web.posts import do_last_job, download, estimate, post_bill
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


def save(member, *, of_office=False, **values):
    address = reverse("letter_settings") + ("?of=office" if of_office else "")
    return sign_in(member).post(address, values)


def covering_letter(member) -> str:
    post_bill(member, workbook=estimate(), tp_percent="4.5", tp_type="Less")
    bill = do_last_job(member)
    address = reverse("document_make", args=["covering"])
    sign_in(member).post(address, {"job": str(bill.pk), "key": "one"})
    letter = Document(io.BytesIO(download(member, do_last_job(member))))
    cells = [c.text for t in letter.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in letter.paragraphs] + cells)


def test_a_saved_name_stands_in_the_letter(bala):
    assert save(bala, officer_name="K. Rama Rao").status_code == 302

    assert "K. Rama Rao" in covering_letter(bala)


def test_what_a_person_leaves_empty_is_the_office_s(asha, bala):
    save(asha, of_office=True, officer_name="The Office", sub_division="Sub-division 9")
    save(bala, officer_name="Bala")

    letter = choose_options(bala).letter
    assert (letter.officer_name, letter.sub_division) == ("Bala", "Sub-division 9")


def test_the_page_shows_what_the_office_has(asha, bala):
    save(asha, of_office=True, sub_division="Sub-division 9")

    shown = sign_in(bala).get(reverse("letter_settings")).content.decode()
    assert 'placeholder="Sub-division 9"' in shown


@pytest.mark.parametrize(
    ("said", "filled"), [("yes", True), ("no", False), ("", False)]
)
def test_a_choice_of_one_s_own_wins_over_the_office(asha, bala, said, filled):
    save(asha, of_office=True, fill_amounts="no")
    save(bala, fill_amounts=said)

    assert choose_options(bala).fill_amounts is filled


def test_a_language_is_chosen_and_can_be_declined(asha, bala):
    save(asha, of_office=True, language="te")
    assert choose_options(bala).language == "te"
    save(bala, language="none")
    assert choose_options(bala).language is None


def test_a_member_does_not_change_the_office_s(bala):
    assert save(bala, of_office=True, officer_name="Bala").status_code == 403
    assert choose_options(bala).letter.officer_name == ""


def test_a_viewer_has_no_settings(vani):
    assert save(vani, officer_name="Vani").status_code == 403


def test_another_office_sees_nothing_of_it(asha, chitra):
    save(asha, of_office=True, officer_name="Asha")

    assert choose_options(chitra).letter.officer_name == ""


def test_a_name_that_is_too_long_comes_back_with_the_form(bala):
    answer = sign_in(bala).post(
        reverse("letter_settings"),
        {"officer_name": "K" * 201, "sub_division": "kept"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 422
    assert "at most 200" in answer.content.decode()
    assert 'value="kept"' in answer.content.decode()


def test_a_member_is_not_shown_the_office_s_form(bala):
    client = sign_in(bala)
    assert client.get(reverse("letter_settings") + "?of=office").status_code == 403
    own = client.get(reverse("letter_settings")).content.decode()
    assert "?of=office" not in own
