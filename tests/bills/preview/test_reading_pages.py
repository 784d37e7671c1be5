"""The page of a reading over HTTP: with and without htmx, for each role, and for nobody else."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from bills.models import Reading
from bills.queries.readings import Place, ReadingView, get_reading
from bills.services import list_layouts
from jobs.domain.outcomes import JobType
from jobs.models import Job
from tests.bills.preview.conftest import correct, do_job, sheet_of
from tests.bills.preview.workbooks import (
    BLANK_RATE,
    CABLE,
    HEADER,
    LIGHT,
    estimate,
)
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
ROW = {"version": 0, "part": 1, "mark": "item", "cell-E": "1228.50"}
AS_READ = {
    "cell-A": "2",
    "cell-B": "20",
    "cell-C": "Nos",
    "cell-D": LIGHT[3],
    "cell-F": "1",
    "cell-G": "No",
    "cell-H": "0.00",
}


@pytest.fixture
def reading(asha, read):
    """Of two works; the first lacks a rate in E5."""
    return read(asha, estimate([CABLE, BLANK_RATE], [CABLE, LIGHT]))


def address(name: str, reading: Reading, *args: object) -> str:
    return reverse(name, args=[reading.pk, *args])


def post_row(client, reading, headers=None, **changes):
    return client.post(
        address("reading_row", reading, 1, 5),
        ROW | AS_READ | changes,
        headers=headers or {},
    )


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_shows_sheets_rows_problems_and_what_can_be_made(asha, reading):
    text = text_of(sign_in(asha).get(address("reading_detail", reading)))

    assert "Estimate-1!E5: rate is blank" in text
    assert "Estimate-1: 1 error; no bill is made of it" in text
    assert "Errors block only their sheet." in text
    assert 'id="row-5"' in text
    assert "13,400.00" in text
    assert "disabled" not in text.partition("Make bill</button>")[0][-60:]


def test_a_waiting_reading_polls_and_then_shows_the_sheets(asha, start):
    reading = start(asha, estimate([CABLE, LIGHT]))
    client = sign_in(asha)
    page = client.get(address("reading_detail", reading)).content.decode()
    fragment = address("reading_fragment", reading)
    assert 'hx-trigger="every 1s"' in page
    assert fragment in page
    assert 'http-equiv="refresh"' in page

    do_job(reading.job)

    text = text_of(client.get(fragment, headers=HTMX))
    assert "hx-trigger" not in text.partition('id="reading-bill"')[0]
    assert "37,970.00" in text
    assert "estimate.xlsx is read: 1 sheet, 2 items, no errors." in text
    assert 'id="reading-bill" hx-swap-oob="true"' in text


def test_a_reading_that_ends_while_the_page_is_drawn_is_shown_as_it_is_then(
    asha, start
):
    stale = start(asha, estimate([CABLE, LIGHT]))
    loaded = get_reading(organization=asha.organization, reading_id=stale.pk)
    do_job(loaded.job)

    view = ReadingView(loaded, asha, Place())

    assert view.is_current
    assert not view.is_awaited
    assert view.sheets


def test_a_typed_rate_is_answered_with_the_sheet_and_its_new_total(asha, reading):
    response = post_row(sign_in(asha), reading, HTMX)

    text = text_of(response)
    assert response.status_code == 200
    assert "<html" not in text
    assert "Sheet total is now 37,970.00. No errors." in text
    assert "rate is blank" not in text
    assert "<del>blank</del>" in text
    assert response["HX-Retarget"] == "#reading-body"


def test_only_what_was_changed_becomes_a_correction(asha, reading):
    post_row(sign_in(asha), reading, HTMX)

    reading.refresh_from_db()
    assert reading.corrections == {"Estimate-1": {"cells": {"E5": "1228.50"}}}


def test_a_plain_form_is_redirected_to_its_row(asha, reading):
    response = post_row(sign_in(asha), reading)

    assert response.status_code == 302
    assert response.url == (
        f"{address('reading_detail', reading)}?sheet=1&part=1#row-5"
    )


def test_without_scripts_a_row_opens_by_its_address(asha, reading):
    page = sign_in(asha).get(address("reading_detail", reading) + "?sheet=1&row=5")

    text = text_of(page)
    assert 'name="cell-E"' in text
    assert text.count('<form class="row-note') == 1


def test_a_row_opens_in_place_and_closes_again(asha, reading):
    client, place = sign_in(asha), address("reading_row", reading, 1, 5)

    opened = text_of(client.get(f"{place}?part=1", headers=HTMX))
    closed = text_of(client.get(f"{place}?part=1&closed=1", headers=HTMX))

    assert opened.startswith('<tbody id="row-5"')
    assert 'name="cell-E"' in opened
    assert 'name="cell-E"' not in closed
    assert "autofocus" in closed


def test_what_the_row_is_can_be_said(asha, reading):
    post_row(sign_in(asha), reading, mark="left_out", **{"cell-E": ""})

    reading.refresh_from_db()
    assert reading.corrections == {"Estimate-1": {"rows": {"5": "left_out"}}}


def test_a_stale_form_is_answered_409_with_the_present_state(asha, reading):
    client = sign_in(asha)
    post_row(client, reading, HTMX)

    response = post_row(client, reading, HTMX, **{"cell-E": "9"})

    text = text_of(response)
    assert response.status_code == 409
    assert "in the meantime" in text
    assert "37,970.00" in text
    assert (response["HX-Retarget"], response["HX-Reswap"]) == (
        "#reading-body",
        "outerHTML",
    )
    reading.refresh_from_db()
    assert reading.corrections["Estimate-1"]["cells"] == {"E5": "1228.50"}


def test_a_stale_plain_form_gets_the_page_with_409(asha, reading):
    client = sign_in(asha)
    post_row(client, reading)

    response = post_row(client, reading, **{"cell-E": "9"})

    assert response.status_code == 409
    assert "in the meantime" in text_of(response)
    assert "<html" in text_of(response)


def test_a_correction_is_undone(asha, reading):
    client = sign_in(asha)
    post_row(client, reading)

    client.post(
        address("reading_undo", reading, 1),
        {"version": 1, "part": 1, "what": "cells:E5"},
    )

    reading.refresh_from_db()
    assert reading.corrections == {}
    assert sheet_of(reading, "Estimate-1").totals["errors"] == 1


def test_the_kind_of_a_sheet_is_changed(asha, reading):
    sign_in(asha).post(
        address("reading_kind", reading, 2), {"version": 0, "kind": "reference"}
    )

    reading.refresh_from_db()
    assert reading.corrections == {"Estimate-2": {"kind": "reference"}}


def test_a_kind_that_no_sheet_has_is_refused(asha, reading):
    response = sign_in(asha).post(
        address("reading_kind", reading, 2),
        {"version": 0, "kind": "poem"},
        headers=HTMX,
    )

    assert response.status_code == 422
    reading.refresh_from_db()
    assert reading.corrections == {}


def test_a_header_field_is_changed_and_the_others_stay(asha, reading):
    sign_in(asha).post(
        address("reading_fields", reading, 1),
        {
            "version": 0,
            "field-agency": "Sri Sai",
            "field-name_of_work": "Street lighting: Ward 5",
        },
    )

    reading.refresh_from_db()
    assert reading.corrections == {"Estimate-1": {"fields": {"agency": "Sri Sai"}}}


class TestColumns:
    """The columns of a header whose rate and amount changed places."""

    @pytest.fixture
    def swapped(self, asha, read):
        header = (*HEADER[:4], "Amount", *HEADER[5:7], "Rate")
        return read(asha, estimate([CABLE, LIGHT], header=header))

    def post(self, member, reading, **changes):
        columns = {
            f"column-{letter}": role
            for letter, role in sheet_of(reading).columns.items()
        }
        right = {"column-E": "rate", "column-H": "amount", "version": 0}
        return sign_in(member).post(
            address("reading_columns", reading, 1), columns | right | changes
        )

    def test_they_are_read_as_chosen_and_remembered(self, asha, swapped):
        self.post(asha, swapped, remember="on")

        sheet = sheet_of(swapped)
        assert sheet.totals["total"] == "37970.00"
        remembered = list_layouts(asha.organization)
        assert remembered == {
            sheet.signature: {k: v for k, v in sheet.columns.items() if v}
        }

    def test_they_are_not_remembered_when_the_box_is_not_ticked(self, asha, swapped):
        self.post(asha, swapped)

        assert sheet_of(swapped).totals["total"] == "37970.00"
        assert list_layouts(asha.organization) == {}

    def test_a_stale_choice_is_not_remembered(self, asha, swapped):
        correct(swapped, asha, cells={"B4": "90"})

        response = self.post(asha, swapped, remember="on")

        assert response.status_code == 409
        assert list_layouts(asha.organization) == {}

    def test_undoing_them_forgets_what_was_remembered_by_them(self, asha, swapped):
        self.post(asha, swapped, remember="on")

        sign_in(asha).post(
            address("reading_undo", swapped, 1), {"version": 1, "what": "columns"}
        )

        assert list_layouts(asha.organization) == {}
        assert sheet_of(swapped).columns["E"] == "amount"

    def test_the_page_lets_the_layout_be_forgotten(self, asha, bala, swapped, read):
        self.post(asha, swapped, remember="on")
        header = (*HEADER[:4], "Amount", *HEADER[5:7], "Rate")
        other = read(bala, estimate([LIGHT], header=header))
        client = sign_in(bala)
        page = text_of(client.get(address("reading_detail", other)))
        assert "Read by the layout that your office remembers" in page

        client.post(address("reading_forget", other, 1))

        assert list_layouts(asha.organization) == {}
        assert sheet_of(other).columns["E"] == "amount"

    def test_the_list_of_layouts_shows_it_and_forgets_it(self, asha, vani, swapped):
        self.post(asha, swapped, remember="on")
        (signature,) = list_layouts(asha.organization)
        listed = text_of(sign_in(vani).get(reverse("layout_list")))
        assert "estimate.xlsx" in listed
        assert "E rate" in listed
        assert "Forget<span" not in listed

        sign_in(asha).post(reverse("layout_forget", args=[signature]))

        assert list_layouts(asha.organization) == {}


class TestMakingTheBill:
    def post(self, member, reading, headers=None, **changes):
        values = {"key": str(uuid4()), "action": "estimate_first_part", "mb_no": "12"}
        return sign_in(member).post(
            address("reading_bill", reading), values | changes, headers=headers or {}
        )

    def test_it_starts_a_job_of_the_same_file_with_the_corrections(self, asha, reading):
        corrected = correct(reading, asha, "Estimate-1", cells={"E5": "1228.50"})

        response = self.post(asha, corrected, HTMX)

        job = Job.objects.for_org(asha.organization).get(
            job_type=JobType.GENERATE_BILL.value
        )
        assert response.status_code == 200
        assert response["HX-Push-Url"] == reverse("job_detail", args=[job.pk])
        assert job.upload == reading.upload
        assert job.result["metadata"]["corrections"] == corrected.corrections
        do_job(job)
        assert [work["total"] for work in job.result["works"]] == ["37970.00"] * 2

    def test_what_was_typed_is_kept_for_the_next_look(self, asha, reading):
        self.post(asha, reading)

        page = text_of(sign_in(asha).get(address("reading_detail", reading)))
        assert 'name="mb_no" value="12"' in page

    def test_what_is_wrong_is_said_and_nothing_is_lost(self, asha, reading):
        response = self.post(asha, reading, HTMX, tp_percent="4.5")

        assert response.status_code == 422
        assert "Excess or Less" in text_of(response)
        assert 'value="12"' in text_of(response)

    def test_an_action_that_no_sheet_fits_is_refused(self, asha, reading):
        response = self.post(asha, reading, HTMX, action="nth_nth_part")

        assert response.status_code == 422

    def test_the_button_says_why_when_every_sheet_has_errors(self, asha, read):
        faulty = read(asha, estimate([CABLE, BLANK_RATE]))

        page = text_of(sign_in(asha).get(address("reading_detail", faulty)))
        answer = self.post(asha, faulty, HTMX)

        why = "Every sheet that a bill could be made from has errors."
        assert 'disabled aria-describedby="why-no-bill"' in page
        assert why in page
        assert answer.status_code == 422
        assert why in text_of(answer)

    def test_a_correction_keeps_what_was_typed_below(self, asha, reading):
        answer = post_row(
            sign_in(asha), reading, HTMX, mb_no="77", action="estimate_first_final"
        )

        text = text_of(answer)
        assert 'value="77"' in text
        chosen = text.partition('value="estimate_first_final"')[2].partition(">")[0]
        assert "checked" in chosen


def test_a_reading_starts_from_the_file_of_a_job(asha, reading):
    corrected = correct(reading, asha, "Estimate-1", cells={"E5": "1228.50"})
    TestMakingTheBill().post(asha, corrected)
    job = Job.objects.for_org(asha.organization).get(
        job_type=JobType.GENERATE_BILL.value
    )

    response = sign_in(asha).post(reverse("reading_start_from_job", args=[job.pk]))

    again = Reading.objects.for_org(asha.organization).exclude(pk=reading.pk).get()
    assert response["Location"] == address("reading_detail", again)
    assert again.upload == reading.upload
    assert again.corrections == corrected.corrections
    assert again.inputs["mb_no"] == "12"
    assert "corrections" not in again.inputs


def test_a_failed_reading_says_why_and_can_be_tried_again(asha, start):
    reading = start(asha, estimate([CABLE]))
    Job.all_orgs.filter(pk=reading.job_id).update(
        status="failed", error_message="The disk is full."
    )
    client = sign_in(asha)
    assert "The disk is full." in text_of(
        client.get(address("reading_detail", reading))
    )

    client.post(address("reading_read", reading))

    reading.refresh_from_db()
    assert reading.job.status == "queued"
    do_job(reading.job)
    reading.refresh_from_db()
    assert reading.read_version == reading.version


POSTS = [
    ("reading_kind", [1]),
    ("reading_columns", [1]),
    ("reading_fields", [1]),
    ("reading_row", [1, 5]),
    ("reading_undo", [1]),
    ("reading_forget", [1]),
    ("reading_read", []),
    ("reading_bill", []),
]
GETS = [("reading_detail", []), ("reading_fragment", []), ("reading_row", [1, 5])]


@pytest.mark.parametrize(("name", "args"), POSTS)
def test_another_office_changes_nothing_and_finds_nothing(chitra, reading, name, args):
    values = ROW | {"kind": "reference", "what": "kind", "key": str(uuid4())}
    response = sign_in(chitra).post(address(name, reading, *args), values)

    assert response.status_code == 404
    reading.refresh_from_db()
    assert reading.version == 0


@pytest.mark.parametrize(("name", "args"), GETS)
def test_another_office_sees_nothing(chitra, reading, name, args):
    response = sign_in(chitra).get(address(name, reading, *args))

    assert response.status_code == 404
    assert b"estimate.xlsx" not in response.content


def test_another_office_starts_no_reading_from_a_job(chitra, reading):
    response = sign_in(chitra).post(
        reverse("reading_start_from_job", args=[reading.job_id])
    )

    assert response.status_code == 404


@pytest.mark.parametrize(("name", "args"), POSTS)
@pytest.mark.parametrize("who", ["vani", "bala"])
def test_who_may_not_correct_it_changes_nothing(request, reading, who, name, args):
    member = request.getfixturevalue(who)
    values = ROW | {"kind": "reference", "what": "kind", "key": str(uuid4())}

    response = sign_in(member).post(address(name, reading, *args), values)

    assert response.status_code == 403
    reading.refresh_from_db()
    assert reading.version == 0


def test_a_viewer_sees_the_page_without_anything_to_press(vani, reading):
    text = text_of(sign_in(vani).get(address("reading_detail", reading)))

    assert "Estimate-1!E5: rate is blank" in text
    body = text.partition('id="reading-body"')[2].partition("<footer")[0]
    assert "<form" not in body
    assert ">Change" not in body


def test_a_sheet_or_row_that_is_not_there_is_not_found(asha, reading):
    client = sign_in(asha)

    assert post_row(client, reading).status_code == 302
    for name, args in (("reading_row", [1, 99]), ("reading_kind", [9])):
        response = client.post(address(name, reading, *args), ROW)
        assert response.status_code == 404


def test_the_page_needs_few_queries(asha, reading, django_assert_max_num_queries):
    client = sign_in(asha)

    with django_assert_max_num_queries(14):
        client.get(address("reading_detail", reading))
