"""What the office corrects in the preview is what is read, shown and billed."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from bills.domain.corrections import Corrections
from bills.domain.work import RowMark, SheetKind
from bills.services import ReadingChanged, read_again, submit_bill_job
from jobs.models import Job
from jobs.services import JobSource
from organizations.domain.roles import RoleTooLow
from tests.bills.preview.conftest import correct, do_job, rows_of, sheet_of
from tests.bills.preview.workbooks import BLANK_RATE, CABLE, LIGHT, estimate

pytestmark = pytest.mark.django_db

BLANK_CELL = "E5"


def bill_of(reading, member) -> Job:
    """The done job that made the bill of the reading."""
    job = submit_bill_job(
        actor=member,
        workbooks=JobSource(upload=reading.upload),
        inputs={
            "action": "estimate_first_part",
            "tp_percent": "4.5",
            "tp_type": "Less",
        },
        corrections=Corrections.from_json(reading.corrections),
        key="",
    )
    do_job(job)
    return job


def test_a_blank_rate_blocks_its_sheet_and_is_shown_at_its_cell(asha, read):
    reading = read(asha, estimate([CABLE, BLANK_RATE]))

    sheet = sheet_of(reading)
    (problem,) = rows_of(reading)[5]["problems"]
    assert sheet.totals["errors"] == 1
    assert sheet.totals["is_blocked"]
    assert sheet.totals["first_error"] == {"row": 5, "part": 1}
    assert (problem["level"], problem["cell"]) == ("error", BLANK_CELL)


def test_a_typed_rate_takes_the_error_away_and_the_total_follows(asha, read):
    reading = read(asha, estimate([CABLE, BLANK_RATE]))
    assert sheet_of(reading).totals["total"] == "13400.00"

    reading = correct(reading, asha, cells={BLANK_CELL: "1,228.50"})

    sheet, row = sheet_of(reading), rows_of(reading)[5]
    assert sheet.totals["errors"] == 0
    assert sheet.totals["total"] == "37970.00"
    assert (row["cells"]["E"], row["cells"]["H"]) == ("1,228.50", "24,570.00")
    assert row["was"] == {"E": "blank"}
    assert reading.version == reading.read_version == 1


def test_the_made_bill_has_the_corrected_rate_and_says_so(asha, read):
    reading = read(asha, estimate([CABLE, BLANK_RATE]))
    reading = correct(reading, asha, cells={BLANK_CELL: "1228.50"})

    job = bill_of(reading, asha)

    (work,) = job.result["works"]
    assert work["total"] == "36261.35"
    told = [p for p in job.result["problems"] if p["code"] == "CORRECTED"]
    assert [p["cell"] for p in told] == [BLANK_CELL]
    with job.outputs.get().file.open("rb") as stored:
        content = stored.read()
    bill = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    assert 36261.35 in [cell for row in bill.values for cell in row]


def test_a_sheet_with_errors_does_not_stop_the_others(asha, read):
    reading = read(asha, estimate([CABLE, BLANK_RATE], [CABLE, LIGHT]))

    job = bill_of(reading, asha)

    assert [work["total"] for work in job.result["works"]] == ["36261.35"]


def test_a_row_can_be_left_out(asha, read):
    reading = read(asha, estimate([CABLE, BLANK_RATE]))

    reading = correct(reading, asha, rows={5: RowMark.LEFT_OUT})

    assert rows_of(reading)[5]["mark"] == "left_out"
    assert sheet_of(reading).item_count == 1
    assert sheet_of(reading).totals["errors"] == 0


def test_a_row_can_be_an_excess_line(asha, read):
    more = (None, 5, "Nos", "Beyond the estimate", 1228.5, 1, "No")
    reading = read(asha, estimate([CABLE, LIGHT, more]))

    reading = correct(reading, asha, rows={6: RowMark.AE})

    assert rows_of(reading)[6]["mark"] == "ae"


def test_a_header_field_can_be_typed(asha, read):
    reading = read(asha, estimate([CABLE, LIGHT]))

    reading = correct(reading, asha, fields={"agency": "Sri Sai Electricals"})

    found = {field["name"]: field for field in sheet_of(reading).fields}
    assert found["name_of_work"]["place"] == "Estimate!A2"
    assert found["agency"]["value"] == "Sri Sai Electricals"
    (work,) = bill_of(reading, asha).result["works"]
    assert work["fields"]["agency"] == "Sri Sai Electricals"


def test_a_sheet_can_be_said_to_be_nothing(asha, read):
    reading = read(asha, estimate([CABLE, LIGHT], [CABLE, BLANK_RATE]))

    reading = correct(reading, asha, "Estimate-2", kind=SheetKind.REFERENCE)

    sheet = sheet_of(reading, "Estimate-2")
    assert (sheet.kind, sheet.item_count) == ("reference", 0)
    assert sheet.reason
    assert sheet_of(reading, "Estimate-1").item_count == 2


def test_taking_corrections_back_gives_what_the_file_says(asha, read):
    reading = read(asha, estimate([CABLE, BLANK_RATE]))
    before = (sheet_of(reading).totals, rows_of(reading))

    reading = correct(reading, asha, cells={BLANK_CELL: "1228.50"})
    reading = correct(reading, asha)

    assert reading.corrections == {}
    assert (sheet_of(reading).totals, rows_of(reading)) == before


def test_a_change_to_an_older_version_is_refused_and_overwrites_nothing(
    asha, bala, read
):
    stale = read(asha, estimate([CABLE, BLANK_RATE]))
    fresh = type(stale).all_orgs.get(pk=stale.pk)
    correct(fresh, asha, cells={BLANK_CELL: "1228.50"})

    with pytest.raises(ReadingChanged, match=r"estimate\.xlsx"):
        correct(stale, asha, cells={BLANK_CELL: "9"})

    stale.refresh_from_db()
    assert stale.corrections["Estimate"]["cells"] == {BLANK_CELL: "1228.50"}
    assert sheet_of(stale).totals["total"] == "37970.00"


def test_a_change_that_changes_nothing_is_no_new_version(asha, read):
    reading = read(asha, estimate([CABLE, LIGHT]))

    assert correct(reading, asha).version == 0


def test_a_clerk_corrects_only_the_readings_of_her_own(asha, bala, vani, read):
    own, other = read(bala, estimate([CABLE])), read(asha, estimate([CABLE]))

    correct(own, bala, cells={"B4": "90"})
    correct(own, asha, cells={"B4": "80"})
    for member, reading in ((bala, other), (vani, own), (vani, other)):
        with pytest.raises(RoleTooLow):
            correct(reading, member, cells={"B4": "70"})
        with pytest.raises(RoleTooLow):
            read_again(actor=member, reading=reading)

    own.refresh_from_db()
    assert own.corrections["Estimate"]["cells"] == {"B4": "80"}
