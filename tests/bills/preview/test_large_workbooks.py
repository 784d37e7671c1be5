"""A workbook too large to be read while somebody waits is read again by a job, once per change."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from bills.models import Reading
from bills.queries.readings import Place, ReadingView
from tests.bills.preview.conftest import correct, do_job, rows_of, sheet_of
from tests.bills.preview.workbooks import BLANK_RATE, CABLE, LIGHT, estimate, saved
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_is_large(settings):
    settings.PREVIEW_INLINE_CELLS = 10


def many_items(count: int) -> list[list[Any]]:
    return [[n, 1, "Nos", f"Item number {n}", 10, 1, "No"] for n in range(1, count + 1)]


def test_a_correction_is_shown_once_its_job_is_done(asha, read):
    reading = read(asha, estimate([CABLE, BLANK_RATE]))
    first_job = reading.job

    reading = correct(reading, asha, cells={"E5": "1228.50"})

    assert reading.job != first_job
    assert (reading.version, reading.read_version) == (1, 0)
    assert ReadingView(reading, asha, Place()).is_awaited
    assert sheet_of(reading).totals["total"] == "13400.00"
    do_job(reading.job)
    reading.refresh_from_db()
    assert not ReadingView(reading, asha, Place()).is_awaited
    assert sheet_of(reading).totals["total"] == "37970.00"


def test_the_progress_takes_the_place_of_the_sheet_and_leaves_the_bill_alone(
    asha, read
):
    reading = read(asha, estimate([CABLE, BLANK_RATE]))
    client, headers = sign_in(asha), {"HX-Request": "true"}

    answer = client.post(
        reverse("reading_undo", args=[reading.pk, 1]),
        {"version": 0, "what": "kind"},
        headers=headers,
    )
    assert b'role="progressbar"' not in answer.content  # nothing was changed
    answer = client.post(
        reverse("reading_kind", args=[reading.pk, 1]),
        {"version": 0, "kind": "first_bill", "mb_no": "77"},
        headers=headers,
    )

    assert b'role="progressbar"' in answer.content
    assert b'id="reading-bill"' not in answer.content
    reading.refresh_from_db()
    do_job(reading.job)
    polled = client.get(
        reverse("reading_fragment", args=[reading.pk]),
        {"mb_no": "77"},
        headers=headers,
    )
    text = polled.content.decode()
    assert 'role="progressbar"' not in text
    assert 'name="mb_no" value="77"' in text


def test_the_job_of_an_overtaken_change_stores_nothing(asha, read):
    reading = read(asha, estimate([CABLE, BLANK_RATE]))
    reading = correct(reading, asha, cells={"E5": "1228.50"})
    early = reading.job
    reading = correct(reading, asha, cells={"E5": "1000"})
    late = reading.job

    do_job(late)
    do_job(early)

    reading.refresh_from_db()
    assert reading.read_version == reading.version == 2
    assert sheet_of(reading).totals["total"] == "33400.00"


def test_a_job_done_twice_leaves_one_set_of_sheets(asha, start):
    reading = start(asha, estimate([CABLE], [LIGHT]))
    do_job(reading.job)
    again = reading.job
    type(again).all_orgs.filter(pk=again.pk).update(status="queued")

    do_job(again)

    reading.refresh_from_db()
    assert [sheet.position for sheet in reading.sheets.all()] == [1, 2]
    assert len(rows_of(reading, "Estimate-1")) == 5


def test_long_sheets_come_in_parts(asha, read):
    items = many_items(250)
    items[229][4] = None

    reading = read(asha, estimate(items))

    sheet = sheet_of(reading)
    assert sheet.row_count == 254
    assert [len(part.rows) for part in sheet.parts.all()] == [100, 100, 54]
    assert sheet.totals["first_error"] == {"row": 233, "part": 3}
    view = ReadingView(reading, asha, Place(1, 3))
    assert (view.rows[0].number, view.last_row) == (201, 254)


def test_a_page_loads_one_part_in_few_queries(
    asha, read, django_assert_max_num_queries
):
    reading = read(asha, estimate(many_items(250), [CABLE], [LIGHT], [CABLE, LIGHT]))
    fresh = Reading.all_orgs.get(pk=reading.pk)

    with django_assert_max_num_queries(2):  # the sheets, and one part of one of them
        view = ReadingView(fresh, asha, Place(1, 2))
        assert len(view.rows) == 100
        assert view.actions


def test_what_cannot_be_opened_is_told_by_the_reading_and_its_job(asha, read):
    reading = read(asha, b"no workbook", "notes.xlsx")

    assert reading.job.status == "failed"
    assert "not an Excel workbook" in reading.job.error_message
    assert reading.problems[0]["message"] == reading.job.error_message
    assert reading.read_version == reading.version
    assert not reading.sheets.exists()


def test_a_sheet_opens_at_the_part_with_its_header(asha, read):
    book = load_workbook(io.BytesIO(estimate([CABLE, LIGHT])))
    book["Estimate"].insert_rows(1, 150)
    for row in range(1, 151):
        book["Estimate"].cell(row, 1, f"Preface, line {row}")
    reading = read(asha, saved(book))

    view = ReadingView(reading, asha, Place())

    assert (view.part, view.sheet.parts) == (2, 2)
    assert view.rows[0].number == 101
