"""A format is filled from an uploaded source or a made bill, after its values were looked at."""

from __future__ import annotations

import io
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from documents.models import Filling
from documents.services.filling import fill_at_once, start_filling, submit_filling
from documents.views import fillings
from jobs.models import Job
from jobs.queries import get_job_view
from jobs.services import JobSource
from organizations.domain.roles import RoleTooLow
from tests.bills.actions.workbooks import bill_1
from tests.bills.web.posts import (
    do_last_job,
    download,
    estimate,
    last_job,
    page,
    post_bill,
)
from tests.conftest import sign_in
from tests.documents.formats.pages import (
    add,
    do,
    filling_of,
    format_of,
    shown,
    use,
    word,
)

pytestmark = pytest.mark.django_db


def source(content: bytes | None = None, name: str = "Bill.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, bill_1() if content is None else content)


@pytest.fixture
def filling(bala) -> Filling:
    """Of the note, whose source was read."""
    add(bala)
    use(bala, format_of(bala), source=source())
    do_last_job(bala)
    return filling_of(bala)


def made(member) -> str:
    content = download(member, do_last_job(member))
    return "\n".join(p.text for p in Document(io.BytesIO(content)).paragraphs)


def generate(member, filling, **typed):
    values = {f"value-{name}": text for name, text in typed.items()}
    return do(member, "filling_make", filling.pk, **values)


def test_the_values_are_shown_with_their_cells_and_sureness(bala, filling):
    text = shown(bala, "filling_detail", filling.pk)

    assert "Providing LED street lights at the guest house, Warangal" in text
    assert "Bill!A2" in text
    assert "Sure" in text
    assert "Not found" in text  # the N.I.T.


def test_the_page_polls_while_the_source_is_read(bala):
    add(bala)
    answer = use(bala, format_of(bala), source=source())

    filling = filling_of(bala)
    assert answer["Location"] == reverse("filling_detail", args=[filling.pk])
    waiting = shown(bala, "filling_detail", filling.pk)
    assert 'hx-trigger="every 1s"' in waiting
    do_last_job(bala)
    fragment = shown(bala, "filling_fragment", filling.pk)
    assert "hx-trigger" not in fragment
    assert "Generate" in fragment


def test_a_source_whose_reading_ends_while_the_page_is_drawn_is_shown_as_it_is_then(
    bala, monkeypatch
):
    add(bala)
    use(bala, format_of(bala), source=source())

    def ends_in_between(**wanted):
        do_last_job(bala)
        return get_job_view(**wanted)

    monkeypatch.setattr(fillings, "get_job_view", ends_in_between)

    assert "Generate" in shown(bala, "filling_detail", filling_of(bala).pk)


def test_the_format_is_filled_and_what_is_missing_is_told(bala, filling):
    generate(bala, filling)
    text = made(bala)

    assert "Rs. 13,544.29" in text
    job = last_job(bala)
    assert [output.filename for output in job.outputs.all()] == ["Filled_note.docx"]
    assert any("{{NIT_NO}} has no value" in warning for warning in job.warnings)


def test_what_was_typed_wins_and_is_kept_with_the_job(bala, filling):
    generate(bala, filling, NIT_NO="7/2026", AMOUNT="1,00,000.50")

    text = made(bala)
    assert "N.I.T. 7/2026" in text
    assert "Rs. 1,00,000.50" in text
    edits = last_job(bala).result["metadata"]["edits"]
    assert edits == {"NIT_NO": "7/2026", "AMOUNT": "1,00,000.50"}
    assert "Typed" in shown(bala, "filling_detail", filling.pk)


def test_a_value_left_as_it_was_found_is_no_edit(bala, filling):
    generate(bala, filling, AMOUNT="13,544.29")

    assert last_job(bala).result["metadata"]["edits"] == {}


def test_a_made_bill_is_a_source_without_an_upload(bala):
    post_bill(bala, workbook=estimate(), tp_percent="4.5", tp_type="Less")
    output = do_last_job(bala).outputs.get()
    add(bala)
    use(bala, format_of(bala), bill=str(output.pk))
    do_last_job(bala)

    filling = filling_of(bala)
    assert filling.source_output == output
    generate(bala, filling)
    assert "Rs. 36,261.35" in made(bala)


def test_a_job_is_made_with_the_version_that_it_was_ordered_with(bala, filling):
    generate(bala, filling)
    other = SimpleUploadedFile("other.docx", word("Other {{AMOUNT}}"))
    do(bala, "format_version", format_of(bala).pk, file=other)

    assert "Other" not in made(bala)


@pytest.mark.parametrize("given", ["none", "both"])
def test_one_source_must_be_chosen(bala, given):
    post_bill(bala, workbook=estimate(), tp_percent="4.5", tp_type="Less")
    output = do_last_job(bala).outputs.get()
    add(bala)
    both = {"source": source(), "bill": str(output.pk)}
    answer = use(bala, format_of(bala), **(both if given == "both" else {}))

    assert answer.status_code == 422
    assert "Choose a file or a bill" in answer.content.decode()
    assert not Filling.objects.for_org(bala.organization).exists()


def test_a_source_that_cannot_be_read_is_told_in_a_sentence(bala):
    add(bala)
    use(bala, format_of(bala), source=source(b"PK\x03\x04 broken", "scan.xlsx"))
    job = do_last_job(bala)

    assert job.status == "failed"
    assert "scan.xlsx" in page(bala, job)
    text = shown(bala, "filling_detail", filling_of(bala).pk)
    assert "Choose another source" in text


def test_the_same_post_twice_is_one_use(bala):
    add(bala)
    found = format_of(bala)
    key = "7f1a4a52-6a3e-4f39-9a39-0f4bb1f6a001"
    answers = [use(bala, found, source=source(), key=key) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Filling.objects.for_org(bala.organization).count() == 1


def test_the_words_of_a_contractor_survive(bala):
    facts = b"Name of the agency : M/s Rao & Sons <Elec>\n"
    add(bala, word("{{NAME_OF_AGENCY}}"))
    use(bala, format_of(bala), source=source(facts, "facts.txt"))
    do_last_job(bala)
    generate(bala, filling_of(bala))

    assert made(bala) == "M/s Rao & Sons <Elec>"


def test_another_office_reaches_neither_the_values_nor_the_making(
    chitra, bala, filling
):
    address = reverse("filling_detail", args=[filling.pk])
    assert sign_in(chitra).get(address).status_code == 404
    assert generate(chitra, filling).status_code == 404


def test_a_foreign_bill_is_no_source(bala, chitra):
    post_bill(chitra, workbook=estimate(), tp_percent="4.5", tp_type="Less")
    foreign = do_last_job(chitra).outputs.get()
    add(bala)
    answer = use(bala, format_of(bala), bill=str(foreign.pk))

    assert answer.status_code == 422
    assert not Filling.objects.for_org(bala.organization).exists()


def test_a_viewer_sees_the_values_and_generates_nothing(vani, bala, filling):
    assert "Generate" not in shown(vani, "filling_detail", filling.pk)
    assert generate(vani, filling).status_code == 403


def test_no_service_fills_a_format_for_a_viewer(vani, bala, filling):
    found, before = format_of(bala), Job.all_orgs.count()
    orders = (
        partial(start_filling, found=found, source=JobSource(), key="k"),
        partial(submit_filling, filling=filling, edits={"AMOUNT": "1"}, key="k"),
        partial(
            fill_at_once,
            found=found,
            source=JobSource(),
            edits={},
            is_per_work=False,
            key="k",
        ),
    )
    for order in orders:
        with pytest.raises(RoleTooLow):
            order(actor=vani)
    filling.refresh_from_db()
    assert filling.edits == {}
    assert Filling.objects.for_org(bala.organization).count() == 1
    assert Job.all_orgs.count() == before


def test_a_program_gets_the_job_that_reads(bala):
    add(bala)
    answer = sign_in(bala).post(
        reverse("filling_start", args=[format_of(bala).pk]),
        {"source": source()},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 202
    assert answer.json()["job_id"] == str(last_job(bala).pk)


def test_a_removed_format_is_not_used(bala):
    add(bala)
    do(bala, "format_remove", format_of(bala).pk)

    answer = use(bala, format_of(bala), source=source())
    assert answer.status_code == 409
    assert "Put it back first" in answer.content.decode()


def test_a_format_whose_tags_do_not_fit_is_not_used(bala):
    add(bala, word("{{IF AMOUNT}} never ended"))

    answer = use(bala, format_of(bala), source=source())
    assert answer.status_code == 409
    assert not Filling.objects.for_org(bala.organization).exists()
