"""The page of a bill's job shows its card, and later jobs of the office are compared with it."""

from __future__ import annotations

import re

import pytest

from bills.models import MadeBill
from tests.bills.actions.workbooks import bill_1, example_slip, workslip_file
from tests.bills.scrutiny.opened import open_made
from tests.bills.web.posts import do_last_job, download, file, page, post_bill

pytestmark = pytest.mark.django_db

BOOKS = {
    **{"mb_no": "112", "mb_from": "3", "mb_to": "18"},
    **{"abs_mb_no": "114", "abs_mb_from": "5", "abs_mb_to": "9"},
}


def second_bill(member, **fields):
    """The job of bill 2 of the example, whose bill 1 has the same pages in its header."""
    post_bill(
        member,
        workbook=file("bill-1.xlsx", bill_1()),
        workslip=file("slip.xlsx", workslip_file(example_slip())),
        action="firstpart_nth_part",
        **BOOKS,
        **fields,
    )
    return do_last_job(member)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def card_of(html: str) -> tuple[str, str]:
    """What stands open on the card, and what is folded."""
    section = html.split('<section class="scrutiny', 1)[1].split("</section>")[0]
    shown, _, folded = section.partition("<details")
    return words(shown), words(folded)


def test_wrong_lines_and_remarks_stand_open_and_right_ones_are_folded(bala) -> None:
    shown, folded = card_of(page(bala, second_bill(bala)))

    assert "Scrutiny 20 right, 1 wrong, 3 remarks, 1 not checked" in shown
    assert "Wrong M.B. pages M.B. 112 pages 3 to 18, M.B. 114 pages 5 to 9" in shown
    assert "Remark New lines" in shown
    assert "Right" not in shown
    assert "Right Amounts 4 of 4 amounts are right" in folded
    assert "Not checked Dates" in folded
    assert "Bill!A8 from Bill!A8" in shown


def test_a_bill_with_a_wrong_line_is_done_with_points_to_check(bala) -> None:
    job = second_bill(bala)

    assert any("1 wrong" in warning for warning in job.warnings)
    assert "Done, with points to check" in page(bala, job)


def test_the_card_is_a_sheet_of_the_bill_when_it_is_asked_for(bala) -> None:
    job = second_bill(bala, with_scrutiny="on")

    assert open_made(download(bala, job)).sheetnames == ["Bill", "Scrutiny"]


def first_bill(member):
    post_bill(
        member,
        workbook=file("slip.xlsx", workslip_file(example_slip())),
        action="workslip_first_part",
        **BOOKS,
    )
    return do_last_job(member)


def test_the_same_bill_made_again_is_found_in_the_register(bala, asha) -> None:
    first = first_bill(bala)
    again = first_bill(asha)

    (entry, _) = MadeBill.objects.for_org(bala.organization).order_by("job__number")
    assert (entry.job_id, entry.user) == (first.pk, bala.user)
    assert f"job {first.number}" not in str(first.result["works"][0]["scrutiny"])
    assert f"job {first.number}" in str(again.result["works"][0]["scrutiny"])


def test_the_bills_of_another_office_are_not_in_the_card(bala, chitra) -> None:
    first_bill(bala)
    other = first_bill(chitra)

    assert "made before" not in str(other.result["works"][0]["scrutiny"])
