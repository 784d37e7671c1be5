"""Every made bill is filed under its work; the next one starts from there without an upload."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bills.models import MadeBill, RegisteredWork
from bills.queries.works import tabulate_bills
from jobs.models import Job, OutputFile
from tests.bills.actions.workbooks import example_slip, workslip_file
from tests.bills.web.posts import (
    do_last_job,
    estimate,
    file,
    last_job,
    post_bill,
)
from tests.conftest import sign_in
from tests.golden.works import FIELDS

pytestmark = pytest.mark.django_db

NAME = FIELDS["name_of_work"]


def slip():
    return file("workslip.xlsx", workslip_file(example_slip()))


@pytest.fixture
def billed(asha) -> Job:
    """The first bill of the worked example's workslip."""
    post_bill(asha, workbook=slip(), action="workslip_first_part", mb_no="112")
    job = do_last_job(asha)
    assert job.status == "completed", job.error_message
    return job


def text_of(member, address: str) -> str:
    return " ".join(sign_in(member).get(address).content.decode().split())


def test_a_made_bill_is_filed_under_its_work(asha, billed):
    work = RegisteredWork.objects.for_org(asha.organization).get()

    assert (work.name_of_work, work.agreement) == (NAME, FIELDS["agreement"])
    assert [bill.job for bill in work.bills.all()] == [billed]
    page = text_of(asha, reverse("work_list"))
    assert FIELDS["agreement"] in page
    assert "CC First &amp; Part Bill" in page


def test_the_next_bill_starts_from_the_work_and_joins_it(asha, billed):
    work = RegisteredWork.objects.for_org(asha.organization).get()
    output = billed.outputs.get()
    address = f"{reverse('bill_new')}?from={output.pk}"
    page = text_of(asha, reverse("work_detail", args=[work.pk]))
    assert address in page

    post_bill(
        asha,
        address=address,
        action="firstpart_nth_part",
        workslip=slip(),
        mb_no="113",
    )
    second = do_last_job(asha)

    assert second.status == "completed", second.error_message
    assert RegisteredWork.objects.for_org(asha.organization).count() == 1
    page = text_of(asha, reverse("work_detail", args=[work.pk]))
    assert page.index("CC Second &amp; Part Bill") < page.index(
        "CC First &amp; Part Bill"
    )
    assert f"?from={second.outputs.get().pk}" in page


def test_a_bill_whose_workbook_is_gone_says_what_to_do(asha, billed):
    OutputFile.all_orgs.update(expired=True)
    work = RegisteredWork.objects.for_org(asha.organization).get()

    page = text_of(asha, reverse("work_detail", args=[work.pk]))

    assert "no longer kept" in page
    assert "Make the next bill" not in page


def test_a_bill_that_failed_is_no_bill_of_the_work(asha, billed):
    Job.all_orgs.update(status="failed")

    assert FIELDS["agreement"] not in text_of(asha, reverse("work_list"))


def test_works_are_searched_by_name_agreement_and_agency(asha, billed):
    def found(text: str) -> bool:
        page = text_of(asha, f"{reverse('work_list')}?text={text}")
        return "CC First &amp; Part Bill" in page

    word = NAME.split()[0]
    assert found(word)
    assert found(word.upper())
    assert found(FIELDS["agreement"].split("/")[0])
    assert not found("nothing-like-it")
    assert "Show all works" in text_of(asha, f"{reverse('work_list')}?text=nothing")


def test_a_work_of_another_office_is_not_found(asha, chitra, billed):
    work = RegisteredWork.objects.for_org(asha.organization).get()

    answer = sign_in(chitra).get(reverse("work_detail", args=[work.pk]))

    assert answer.status_code == 404
    assert FIELDS["agreement"] not in text_of(chitra, reverse("work_list"))


def test_two_offices_that_bill_the_same_work_know_nothing_of_each_other(
    asha, chitra, billed
):
    post_bill(chitra, workbook=estimate())
    do_last_job(chitra)
    post_bill(chitra, workbook=slip(), action="workslip_first_part", then="check")
    reading = do_last_job(chitra).result["reading"]
    page = text_of(chitra, reverse("reading_detail", args=[reading]))
    assert "has bills already" not in page

    post_bill(chitra, workbook=slip(), action="workslip_first_part", mb_no="112")
    job = do_last_job(chitra)
    assert job.result == billed.result  # in one office it would be billed twice
    for member, made in ((asha, billed), (chitra, job)):
        works = RegisteredWork.objects.for_org(member.organization)
        work = works.get(agreement=FIELDS["agreement"])
        (bill,) = work.bills.all()
        assert bill.job == made
        assert bill.organization == member.organization
        rows = [row for row in tabulate_bills(member.organization) if row[1]]
        assert [row[6] for row in rows[1:]] == [bill.mb_details]


def test_a_hundred_works_cost_no_more_queries_than_one(
    asha, billed, django_assert_max_num_queries
):
    client = sign_in(asha)
    for number in range(30):
        work = RegisteredWork.objects.create(
            organization=asha.organization,
            key=f"key {number}",
            name_of_work=f"Work {number}",
            billed_at=billed.created_at,
        )
        MadeBill.objects.create(
            organization=asha.organization,
            user=asha.user,
            job=billed,
            work=work,
            sheet=f"Bill {number}",
            work_key=work.key,
            title="CC First & Part Bill",
            number=1,
            is_final=False,
        )

    with django_assert_max_num_queries(12):
        assert "Page 1 of 2" in client.get(reverse("work_list")).content.decode()


def test_reading_a_workbook_of_a_known_work_says_what_was_made(asha, billed):
    post_bill(
        asha,
        workbook=slip(),
        action="workslip_first_part",
        then="check",
    )
    job = do_last_job(asha)

    page = text_of(asha, reverse("reading_detail", args=[job.result["reading"]]))

    assert "has bills already" in page
    assert f"under agreement {FIELDS['agreement']}" in page
    assert f'<a href="/jobs/{billed.pk}/">Open it</a>' in page


def test_an_unknown_work_says_nothing(asha):
    post_bill(asha, workbook=estimate(), then="check")
    job = do_last_job(asha)

    page = text_of(asha, reverse("reading_detail", args=[job.result["reading"]]))

    assert "has bills already" not in page
    assert last_job(asha) == job
