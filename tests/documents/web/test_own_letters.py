"""An office's own letter is tried, used, pinned by jobs, and left again."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from docx import Document

import documents.actors  # noqa: F401 - the work that the jobs need
from documents.models import OwnLetter
from documents.services import DocumentKind, read_letters
from tests.bills.web.posts import do_last_job, download, estimate, last_job, post_bill
from tests.conftest import sign_in
from tests.documents.formats.pages import use_letter, word

pytestmark = pytest.mark.django_db

COVERING = DocumentKind.COVERING


OURS = word("Ours about {{NAME_OF_WORK}} for Rs. {{AMOUNT}}")


def use(member, content=OURS, name="ours.docx", kind="covering", headers=None):
    return use_letter(member, content, name, kind, headers)


def text_of(content: bytes) -> str:
    return "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)


def order_covering(member) -> None:
    post_bill(member, workbook=estimate(), tp_percent="4.5", tp_type="Less")
    bill = do_last_job(member)
    address = reverse("document_make", args=["covering"])
    sign_in(member).post(address, {"job": str(bill.pk), "key": "one"})


def covering_of(member) -> str:
    return text_of(download(member, do_last_job(member)))


def sample(member) -> str:
    answer = sign_in(member).get(reverse("own_letter_sample", args=["covering"]))
    assert answer.status_code == 200
    return text_of(answer.content)


def shown(member) -> str:
    return sign_in(member).get(reverse("own_letters")).content.decode()


def test_the_own_letter_takes_the_place_of_the_default(asha, bala):
    assert use(asha).status_code == 302
    order_covering(bala)

    assert "Ours about Electrification of the new record room" in covering_of(bala)
    assert "ours.docx" in shown(bala)


def test_its_filled_sample_can_be_seen_at_once(asha):
    use(asha)

    assert "for Rs. 36,261.35" in sample(asha)


def test_a_job_keeps_the_letter_that_it_was_ordered_with(asha, bala):
    use(asha)
    order_covering(bala)
    use(asha, word("Another about {{NAME_OF_WORK}}"), name="another.docx")

    assert "Ours about" in covering_of(bala)
    order_covering(bala)
    assert "Another about" in covering_of(bala)


def test_one_can_go_back_to_the_default(asha, bala):
    use(asha)
    order_covering(bala)
    before = last_job(bala).result["metadata"]["letters"]
    answer = sign_in(asha).post(reverse("own_letter_leave", args=["covering"]))

    assert answer.status_code == 302
    assert "Ours" not in sample(asha)
    assert read_letters(asha.organization, before) == {COVERING: OURS}


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"no Word file", "letter.docx", "letter.docx"),
        (OURS, "letter.doc", "Save it as .docx"),
        (word("{{IF AMOUNT}} never ended"), "open.docx", "do not fit together"),
        (b"", "empty.docx", "The file is empty"),
    ],
)
def test_a_letter_that_cannot_be_used_is_told_and_changes_nothing(
    asha, content, name, said
):
    answer = use(asha, content, name, headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not OwnLetter.objects.for_org(asha.organization).exists()


def test_a_member_is_neither_offered_nor_allowed_it(bala):
    assert "Try it and use it" not in shown(bala)
    assert use(bala).status_code == 403


def test_another_office_has_its_own_default(asha, chitra):
    use(asha)

    assert "ours.docx" not in shown(chitra)
    assert "Ours" not in sample(chitra)


def test_another_office_neither_takes_it_nor_puts_it_away(asha, chitra):
    use(asha)
    use(chitra, content=word("Theirs"), name="theirs.docx")
    sign_in(chitra).post(reverse("own_letter_leave", args=["covering"]))

    assert "ours.docx" in shown(asha)
    letter = OwnLetter.objects.for_org(asha.organization).get()
    assert read_letters(chitra.organization, {"covering": str(letter.pk)}) == {}


def test_only_letters_can_be_replaced(asha):
    assert use(asha, kind="ls_part").status_code == 404
