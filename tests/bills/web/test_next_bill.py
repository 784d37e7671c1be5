"""The next bill is made from one that was made here, without an upload, and only where one may follow."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from tests.bills.actions.workbooks import example_slip, workslip_file
from tests.bills.web.posts import do_last_job, estimate, file, last_job, page, post_bill
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

PREMIUM = {"tp_percent": "4.5", "tp_type": "Less"}


@pytest.fixture
def first_bill(bala):
    """The job of a first & part bill."""
    post_bill(bala, workbook=estimate(), **PREMIUM)
    return do_last_job(bala)


def address_after(job) -> str:
    return f"{reverse('bill_new')}?from={job.outputs.get().pk}"


def test_the_page_of_a_part_bill_leads_to_the_next_one(bala, first_bill):
    assert f'href="{address_after(first_bill)}"' in page(bala, first_bill)


def test_the_page_names_the_bill_before_instead_of_asking_for_a_file(bala, first_bill):
    answer = sign_in(bala).get(address_after(first_bill))

    shown = answer.content.decode()
    assert "Bills.xlsx" in shown
    assert 'name="workbook"' not in shown
    form = answer.context["form"]
    assert [value for value, _ in form.fields["action"].choices] == [
        "firstpart_nth_part",
        "firstpart_2nd_final",
    ]
    assert form["action"].value() == "firstpart_nth_part"


def test_the_chain_goes_on_without_an_upload(bala, first_bill):
    post_bill(
        bala,
        address=address_after(first_bill),
        action="firstpart_nth_part",
        workslip=file("ws.xlsx", workslip_file(example_slip())),
    )
    second = do_last_job(bala)
    (work,) = second.result["works"]
    assert (work["title"], work["previous_total"]) == (
        "CC Second & Part Bill",
        "36261.35",
    )
    assert second.source_output == first_bill.outputs.get()

    answer = sign_in(bala).get(address_after(second))
    assert [value for value, _ in answer.context["form"].fields["action"].choices] == [
        "nth_nth_part",
        "nth_nth_final",
    ]


def test_an_action_that_does_not_fit_is_refused(bala, first_bill):
    answer = post_bill(
        bala, address=address_after(first_bill), action="estimate_first_part"
    )

    assert answer.status_code == 422
    assert "action" in answer.context["form"].errors


def test_no_bill_follows_a_final_one(bala):
    post_bill(bala, workbook=estimate(), action="estimate_first_final", **PREMIUM)
    final = do_last_job(bala)

    assert "Make the next bill" not in page(bala, final)
    assert sign_in(bala).get(address_after(final)).status_code == 404


def test_another_office_finds_nothing(chitra, first_bill):
    client = sign_in(chitra)

    assert client.get(address_after(first_bill)).status_code == 404
    assert client.post(address_after(first_bill)).status_code == 404


@pytest.mark.parametrize("named", ["", "7", "../../etc", str(UUID(int=7))])
def test_what_names_no_bill_is_not_found(bala, named):
    answer = sign_in(bala).get(reverse("bill_new"), {"from": named})

    assert answer.status_code == 404


def test_an_ls_form_is_no_bill_to_follow(bala, first_bill, make_job, make_output):
    form = make_output(make_job(bala, job_type="generate_bill_document"))

    answer = sign_in(bala).get(reverse("bill_new"), {"from": str(form.pk)})

    assert answer.status_code == 404


def test_a_bill_that_is_no_longer_kept_is_said_to_be_so(bala, first_bill):
    address = address_after(first_bill)
    first_bill.outputs.update(expired=True)

    assert sign_in(bala).get(address).status_code == 410


def test_an_ls_form_is_made_of_one_workbook_only(bala):
    post_bill(bala, workbook=[estimate("a.xlsx"), estimate("b.xlsx")], **PREMIUM)
    batch = do_last_job(bala)

    answer = sign_in(bala).post(
        reverse("document_make", args=["ls_part"]), {"job": str(batch.pk)}
    )

    assert answer.status_code == 409
    assert last_job(bala) == batch
