"""What a later bill takes from its sources: amounts as billed, premium, fields; and which sources it refuses."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from bills.writers.first_bill import write_first_bills
from tests.bills.actions.workbooks import (
    CABLE,
    FAN,
    LIGHT,
    Item,
    Slip,
    bill_1,
    example_slip,
    made,
    make,
    read,
    read_one,
    told,
    workslip_file,
)
from tests.golden.works import CREATED, FIELDS, first_bill, item, work


def changed(content: bytes, **cells: int | str | None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def next_bill(bill: bytes, **options):
    slip = workslip_file(example_slip())
    return make(bill, "firstpart_nth_part", workslip=slip, **options)


def test_the_deducted_amount_is_what_was_billed_not_what_should_have_been():
    making = next_bill(changed(bill_1(), H11=8000))
    line = read_one(made(making)).items[0]
    assert (line.previous_amount, line.since_amount) == (8000, 5400)


def test_a_blank_amount_of_the_bill_before_is_worked_out():
    making = next_bill(changed(bill_1(), H11=None))
    assert read_one(made(making)).items[0].previous_amount == 8040


def test_a_deducted_total_other_than_the_one_paid_is_a_warning_with_both_figures():
    making = next_bill(changed(bill_1(), H15=13000))
    assert any(
        "deducted as previous is 13,544.29, but the bill before states 13,000.00"
        in text
        for text in told(making)
    )


def test_a_typed_premium_goes_before_that_of_the_bill_with_a_warning():
    making = next_bill(bill_1(), tp="5 excess")
    (made_work,) = making.works
    assert (made_work["tp_percent"], made_work["tp_type"]) == ("5", "Excess")
    assert made_work["previous_total"] == "14891.63"
    assert any("T.P @ 5 % Excess is typed" in text for text in told(making))


def without_premium() -> bytes:
    content = changed(bill_1(), D14=None, H14=None, D15=None, H15=None)
    return content


def test_a_bill_without_premium_takes_that_of_the_workslip_with_a_warning():
    making = next_bill(without_premium())
    (made_work,) = making.works
    assert (made_work["tp_percent"], made_work["tp_type"]) == ("4.5", "Less")
    assert any("T.P @ 4.5 % Less of the workslip is used" in t for t in told(making))


def test_without_any_premium_it_is_0_percent_excess_with_a_warning():
    making = make(without_premium(), "firstpart_nth_part")
    assert making.works[0]["tp_percent"] == "0"
    assert [p.code for p in making.problems if p.level == "warning"] == ["TP_NOT_FOUND"]


def test_another_premium_on_the_workslip_is_a_warning():
    slip = workslip_file(example_slip(premium="Deduct T.P @ 6 % Less"))
    making = make(bill_1(), "firstpart_nth_part", workslip=slip)
    assert making.works[0]["tp_percent"] == "4.5"
    (warning,) = told(making)
    assert "T.P @ 6 % Less stands here, but T.P @ 4.5 % Less in the bill" in warning


def test_the_header_is_carried_but_not_the_measurements_of_the_bill_before():
    making = next_bill(bill_1())
    fields = making.works[0]["fields"]
    assert {name: fields[name] for name in FIELDS} == FIELDS
    assert (fields["doi"], fields["doc"]) == ("01-04-2026", "30-09-2026")
    assert "MB.No.  P.No.  to" in fields["mb_details"]
    assert (fields["domr"], fields["dobr"]) == ("", "")
    assert any("M.B. details, DOMR, DOBR" in text for text in told(making, "info"))


def test_typed_measurement_books_are_printed():
    making = next_bill(bill_1(), mb_no="115", mb_from="1", mb_to="4")
    assert making.works[0]["fields"]["mb_details"].startswith("MB.No. 115 P.No. 1 to 4")


@pytest.mark.parametrize(
    ("action", "found", "wanted"),
    [
        ("nth_nth_part", "a first bill", "a later bill"),
        ("workslip_first_part", "a first bill", "a workslip"),
        ("estimate_first_final", "a first bill", "an estimate"),
    ],
)
def test_a_source_of_another_kind_is_refused_in_words(action, found, wanted):
    making = make(bill_1(), action)
    assert making.files == ()
    (problem,) = [p for p in making.problems if p.level == "error"]
    assert (problem.found, problem.expected) == (found, wanted)
    assert f"no sheet of this file is {wanted}" in problem.message


def test_a_workslip_file_without_a_workslip_is_refused():
    making = make(bill_1(), "firstpart_nth_part", workslip=bill_1())
    assert making.files == ()
    assert told(making, "error") == [
        "workslip.xlsx: no sheet of this file is a workslip. Choose another file."
    ]


def test_an_unreadable_workslip_is_refused_with_its_reason():
    making = make(bill_1(), "firstpart_nth_part", workslip=b"no workbook")
    assert making.files == ()
    assert any("workslip.xlsx" in text for text in told(making, "error"))


def test_a_workslip_beside_a_first_bill_is_not_used_and_said_so():
    making = make(
        workslip_file(example_slip()), "workslip_first_part", workslip=bill_1()
    )
    assert making.works[0]["total"] == "33909.66"
    assert "workslip.xlsx is not used" in told(making)[0]


def test_an_error_in_the_workslip_stops_the_bill_by_its_cell():
    slip = changed(workslip_file(example_slip()), G11="as per site")
    making = make(bill_1(), "firstpart_nth_part", workslip=slip)
    assert making.files == ()
    assert told(making, "error")[0].startswith("WorkSlip!G11")


WORKS = {"A": CABLE, "B": LIGHT, "C": FAN}


def several_bills(**names: str) -> bytes:
    """A first bill of one item for each of the works."""
    bills = [
        first_bill(
            work(
                item(WORKS[key], "5", "100"),
                fields={**FIELDS, "name_of_work": name, "agreement": f"{key}/2026"},
            )
        )
        for key, name in names.items()
    ]
    return write_first_bills(bills, created=CREATED)


def slip_of(key: str, name: str, executed: str) -> Slip:
    return replace(
        Slip(items=[Item(WORKS[key], "Nos", "50", "100", (executed,))]),
        name=name,
        agreement=f"{key}/2026",
    )


def test_several_works_find_their_workslips_by_name_and_agreement():
    slips = workslip_file(
        slip_of("C", "Fans of block 3", "9"),
        slip_of("B", "Lights", "8"),
        slip_of("A", "Cables", "7"),
    )
    bills = several_bills(A="Cables", B="Lights", C="Fans of block-III")
    making = make(bills, "firstpart_nth_part", workslip=slips)
    works = read(made(making))
    assert [made_work.sheet for made_work in works] == ["Bill-1", "Bill-2", "Bill-3"]
    assert [made_work.items[0].quantity for made_work in works] == [7, 8, 9]
    assert told(making) == []


def test_what_neither_name_nor_agreement_tells_goes_by_order_with_a_warning():
    slips = workslip_file(replace(slip_of("A", "Other", "7"), agreement="77/2020"))
    making = make(several_bills(A="Cables"), "firstpart_nth_part", workslip=slips)
    assert read_one(made(making)).items[0].quantity == 7
    (warning,) = told(making)
    assert "by its place in the file" in warning


def test_a_work_without_workslip_waits_for_its_quantities_with_a_warning():
    slips = workslip_file(slip_of("B", "Lights", "8"))
    bills = several_bills(A="Cables", B="Lights")
    making = make(bills, "firstpart_nth_part", workslip=slips)
    assert [made_work["total"] for made_work in making.works] == ["", "764.00"]
    (warning,) = told(making)
    assert warning.startswith("Bill-1: no workslip is left")


def test_a_sheet_with_an_error_stops_only_itself():
    bills = changed(several_bills(A="Cables", B="Lights"), E11=None)
    making = make(bills, "firstpart_nth_part")
    assert [made_work["sheet"] for made_work in making.works] == ["Bill-2"]
    assert told(making, "error")[0].startswith("Bill-1!E11")
