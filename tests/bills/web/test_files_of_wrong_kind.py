"""A file that no workbook reader could read is refused beside its field, and nothing else is lost."""

from __future__ import annotations

import re

import pytest

from bills.models import Reading
from jobs.models import Job, Upload
from jobs.queries import list_uploads
from organizations.models import Membership
from tests.bills.reading.office_files import convert, make_first_bill
from tests.bills.web.posts import (
    CUT,
    HTMX,
    JSON,
    do_last_job,
    estimate,
    file,
    last_job,
    names,
    post_bill,
)
from tests.jobs.uploads.samples import EXE, PNG, SAMPLES

pytestmark = pytest.mark.django_db

PREMIUM = {"tp_percent": "4.5", "tp_type": "Less"}


def errors_of(answer, field="workbook"):
    assert answer.status_code == 422
    return answer.context["form"].errors[field]


def kept_in(answer) -> list[str]:
    """The ids that the form would post again."""
    return re.findall(r'name="kept" value="([\w-]+)" checked', answer.content.decode())


@pytest.mark.parametrize(
    ("name", "kind", "says"),
    [
        ("bill.xlsx", "empty", "The file is empty. Save it again"),
        (
            "bill.xlsx",
            "text",
            "This is plain text. Open it in Excel, save it as .xlsx and choose that.",
        ),
        (
            "bill.xlsx",
            "program",
            "This is a program. Choose an Excel workbook (.xlsx, .xlsm or .xls).",
        ),
        ("letter.xlsx", "docx", "This is a Word document. Choose an Excel workbook"),
        ("letter.xls", "doc", "This is a document of Word 97-2003 (.doc). Choose"),
        ("scan.xlsx", "picture", "This is a picture. Choose an Excel workbook"),
        ("rates.xls", "web_page", "This is a web page. Open it in Excel"),
        ("rates.ods", "open_document", "This is a file of LibreOffice. Open it in"),
        ("works.zip", "archive", "This is an archive of packed files. Unpack it"),
        ("bill.xlsx", "encrypted", "remove the password, save it and choose it again."),
        ("~$bill.xlsx", "text", "whose name does not begin with ~$."),
    ],
)
def test_what_cannot_be_a_workbook_is_told_and_nothing_is_stored(
    bala, name, kind, says
):
    answer = post_bill(bala, HTMX, workbook=file(name, SAMPLES[kind]), mb_no="12")

    (error,) = errors_of(answer)
    assert error.startswith(f"{name}: ")
    assert says in error
    assert 'name="mb_no" value="12"' in answer.content.decode()
    assert not Upload.all_orgs.exists()
    assert not Job.all_orgs.exists()


@pytest.mark.parametrize("then", ["check", "make"])
def test_the_check_comes_before_the_reading_too(bala, then):
    answer = post_bill(bala, workbook=file("bill.xlsx", EXE), then=then)

    assert errors_of(answer)
    assert not Reading.all_orgs.exists()


def test_a_workslip_of_a_wrong_kind_is_told_beside_its_own_field(bala):
    answer = post_bill(bala, workbook=estimate(), workslip=file("ws.xlsx", PNG))

    assert errors_of(answer, "workslip")[0].startswith("ws.xlsx: This is a picture.")
    assert "workbook" not in answer.context["form"].errors


def test_a_program_is_told_in_the_usual_shape(bala):
    answer = post_bill(bala, JSON, workbook=[estimate(), file("bill.xlsx", EXE)])

    assert answer.status_code == 400
    assert answer.json()["error"].startswith("workbook: bill.xlsx: This is a program.")
    assert not Upload.all_orgs.exists()


@pytest.mark.parametrize("name", ["bill.xls", "bill.XLSM", "bill", "bill.zip"])
def test_a_workbook_is_one_whatever_it_is_called(bala, name):
    post_bill(bala, workbook=estimate(name), **PREMIUM)

    assert do_last_job(bala).status == "completed"


@pytest.mark.office
@pytest.mark.parametrize("name", ["bill.xls", "bill.xlsx"])
def test_an_old_workbook_is_read_under_either_name(bala, tmp_path, name):
    content = convert(make_first_bill(with_results=True), "xls", tmp_path)

    post_bill(bala, workbook=file(name, content), action="firstpart_2nd_final")

    job = do_last_job(bala)
    assert "not an Excel workbook" not in job.error_message
    assert "damaged" not in job.error_message


def test_what_the_form_takes_the_reader_still_checks(bala):
    post_bill(bala, workbook=file("bill.xlsx", CUT))

    job = do_last_job(bala)
    assert job.status == "failed"
    assert "damaged or was not copied completely" in job.error_message


def test_every_wrong_file_of_a_batch_is_named(bala):
    answer = post_bill(
        bala,
        workbook=[file("a.xlsx", EXE), estimate("good.xlsx"), file("b.xlsx", b"")],
    )

    assert [error.split(":")[0] for error in errors_of(answer)] == ["a.xlsx", "b.xlsx"]


def test_the_right_files_of_a_batch_are_kept_and_used(bala):
    answer = post_bill(
        bala,
        workbook=[estimate("one.xlsx"), file("two.xlsx", EXE), estimate("three.xlsx")],
        **PREMIUM,
    )
    assert "one.xlsx" in answer.content.decode()
    kept = kept_in(answer)
    assert len(kept) == 2

    post_bill(bala, workbook=estimate("two.xlsx"), kept=kept, **PREMIUM)

    assert names(do_last_job(bala)) == [
        "Bills.zip",
        "one_Bills.xlsx",
        "three_Bills.xlsx",
        "two_Bills.xlsx",
    ]
    assert Upload.all_orgs.count() == 3


def test_the_rest_can_go_on_without_the_wrong_file(bala):
    answer = post_bill(bala, workbook=[estimate("one.xlsx"), file("two.xlsx", EXE)])
    kept = kept_in(answer)

    post_bill(bala, kept=kept, **PREMIUM)

    assert names(do_last_job(bala)) == ["Bills.xlsx"]


def test_a_kept_file_can_be_read_and_checked(bala):
    answer = post_bill(bala, workbook=[estimate("one.xlsx"), file("two.xlsx", EXE)])

    post_bill(bala, kept=kept_in(answer), then="check")

    assert Reading.all_orgs.get().upload.filename == "one.xlsx"


def test_what_is_kept_stays_while_something_else_is_wrong(bala):
    answer = post_bill(bala, workbook=[estimate("one.xlsx"), file("two.xlsx", EXE)])
    kept = kept_in(answer)

    answer = post_bill(bala, kept=kept, tp_percent="4.5")

    assert errors_of(answer, "tp_type")
    assert kept_in(answer) == kept


def test_without_scripts_a_right_workbook_is_kept_while_something_else_is_wrong(bala):
    answer = post_bill(bala, workbook=estimate("one.xlsx"), tp_percent="4.5")

    assert errors_of(answer, "tp_type")
    assert "one.xlsx" in answer.content.decode()
    post_bill(bala, kept=kept_in(answer), **PREMIUM)
    assert last_job(bala).upload.filename == "one.xlsx"


def test_a_field_that_htmx_leaves_alone_is_not_kept_twice(bala):
    answer = post_bill(bala, HTMX, workbook=estimate("one.xlsx"), tp_percent="4.5")

    assert errors_of(answer, "tp_type")
    assert kept_in(answer) == []
    assert not Upload.all_orgs.exists()


def test_workbooks_that_are_too_many_to_be_checked_together_are_kept(bala):
    files = [estimate("one.xlsx"), estimate("two.xlsx")]
    answer = post_bill(bala, HTMX, workbook=files, then="check")

    assert "takes one workbook" in errors_of(answer)[0]
    post_bill(bala, kept=kept_in(answer)[1:], then="check")
    assert Reading.all_orgs.get().upload.filename == "two.xlsx"


def test_a_file_that_is_no_longer_ticked_is_left_out(bala):
    answer = post_bill(
        bala,
        workbook=[estimate("one.xlsx"), estimate("two.xlsx"), file("x.xlsx", EXE)],
    )

    post_bill(bala, kept=kept_in(answer)[1:])

    assert last_job(bala).upload.filename == "two.xlsx"


def test_nobody_takes_the_kept_file_of_another(bala, asha, chitra):
    answer = post_bill(bala, workbook=[estimate("one.xlsx"), file("two.xlsx", EXE)])
    kept = kept_in(answer)

    for other in (asha, chitra):
        answer = post_bill(other, kept=kept)
        assert errors_of(answer) == ["Choose the workbook to make the bill from."]
        assert kept_in(answer) == []


def test_an_id_that_is_none_is_left_out(bala):
    answer = post_bill(bala, kept=["7", ""])

    assert errors_of(answer) == ["Choose the workbook to make the bill from."]


def test_a_file_is_kept_for_the_office_in_which_it_was_posted(bala, chitra):
    answer = post_bill(bala, workbook=[estimate("one.xlsx"), file("two.xlsx", EXE)])
    elsewhere = Membership.objects.create(
        organization=chitra.organization, user=bala.user, role="member"
    )

    assert len(list_uploads(bala, kept_in(answer))) == 1
    assert list_uploads(elsewhere, kept_in(answer)) == []


def test_kept_files_count_for_the_batch(bala, settings):
    settings.BATCH_MAX_FILES = 2
    answer = post_bill(bala, workbook=[estimate("one.xlsx"), file("two.xlsx", EXE)])

    answer = post_bill(
        bala, kept=kept_in(answer), workbook=[estimate("a.xlsx"), estimate("b.xlsx")]
    )

    assert errors_of(answer)[0].startswith("You chose 3 workbooks")
