"""Every making carries the card of its bills, and the register is asked once per work."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from bills.domain.bill import BillAction
from bills.domain.earlier import EarlierBill
from bills.domain.inputs import BillInputs
from bills.domain.making import BillOrder
from bills.services import make_bills
from tests.bills.actions.workbooks import (
    bill_1,
    example_slip,
    made,
    make,
    read,
    told,
    workslip_file,
)
from tests.bills.scrutiny.bills import earlier_bill
from tests.bills.scrutiny.opened import open_made
from tests.golden.works import INPUTS


def two_works() -> bytes:
    return workslip_file(
        example_slip(name="Lights, Block A", agreement="30/2026-27"),
        example_slip(name="Lights, Block B", agreement="31/2026-27"),
    )


def test_a_first_and_a_later_bill_carry_their_cards() -> None:
    slip = workslip_file(example_slip())
    for making in (
        make(slip, "workslip_first_part"),
        make(bill_1(), "firstpart_nth_part", workslip=slip),
        make(bill_1(), "firstpart_nth_part"),
    ):
        (work,) = making.works
        assert work["scrutiny"]["wrong"] == 0
        assert work["scrutiny"]["right"] > 8
        assert json.loads(json.dumps(work)) == work


def test_the_register_is_asked_once_for_each_work() -> None:
    asked: list[str] = []

    def find_earlier(work_key: str, name: str) -> list[EarlierBill]:
        asked.append(work_key)
        return [earlier_bill(3, job_number=41)] if work_key.startswith("31") else []

    making = make_bills(
        filename="slips.xlsx",
        content=two_works(),
        order=BillOrder(BillAction.WORKSLIP_FIRST_PART, INPUTS),
        find_earlier=find_earlier,
    )
    assert asked == ["30 2026 27", "31 2026 27"]
    cards = [json.dumps(work["scrutiny"]) for work in making.works]
    assert "job 41" not in cards[0]
    assert "job 41" in cards[1]
    assert "Bill-2!A1" in cards[1]


def test_a_work_without_agreement_and_name_is_not_looked_up() -> None:
    asked: list[str] = []

    def find_earlier(work_key: str, name: str) -> list[EarlierBill]:
        asked.append(work_key)
        return []

    make_bills(
        filename="slip.xlsx",
        content=workslip_file(example_slip(name="", agreement="")),
        order=BillOrder(BillAction.WORKSLIP_FIRST_PART, BillInputs()),
        find_earlier=find_earlier,
    )
    assert asked == []


def test_an_error_stops_only_the_bill_of_its_own_sheet() -> None:
    content = open_made(two_works())
    content["WorkSlip-2"]["E9"] = "as per site"
    making = make(content.saved(), "workslip_first_part")
    assert [work["sheet"] for work in making.works] == ["WorkSlip-1"]
    errors = told(making, "error")
    assert any(error.startswith("WorkSlip-2!E9") for error in errors)
    assert all(error.startswith("WorkSlip-2!") for error in errors)


@pytest.mark.parametrize("count", [1, 2])
def test_the_cards_follow_all_bills_when_they_are_asked_for(count) -> None:
    content = two_works() if count == 2 else workslip_file(example_slip())
    order = BillOrder(BillAction.WORKSLIP_FIRST_PART, INPUTS, with_scrutiny=True)
    making = make_bills(filename="slips.xlsx", content=content, order=order)
    names = open_made(made(making)).sheetnames
    assert names == (
        ["Bill", "Scrutiny"]
        if count == 1
        else ["Bill-1", "Bill-2", "Scrutiny-1", "Scrutiny-2"]
    )
    assert len(read(made(making))) == count


def test_the_command_line_prints_the_card_and_adds_its_sheet(tmp_path, capsys) -> None:
    source = tmp_path / "slip.xlsx"
    source.write_bytes(workslip_file(example_slip()))
    arguments = ["--action=workslip_first_part", "--scrutiny", "--json"]
    call_command("make_bill", str(source), *arguments, f"--out={tmp_path}")
    document = json.loads(capsys.readouterr().out)
    assert document["works"][0]["scrutiny"]["summary"].startswith("9 right, none wrong")
    made_file = (tmp_path / "Bills.xlsx").read_bytes()
    assert open_made(made_file).sheetnames == ["Bill", "Scrutiny"]
