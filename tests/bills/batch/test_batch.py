"""Several workbooks in one job: each gives its bill or its reason, and none stands in the way of the rest."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from jobs.domain.states import JobStatus
from jobs.engine import run_in_child
from jobs.models import JobEvent
from jobs.services import retry_job
from tests.bills.actions.workbooks import bill_1, example_slip, workslip_file
from tests.bills.web.posts import (
    CUT,
    do_last_job,
    download,
    estimate,
    file,
    last_job,
    names,
    page,
    post_bill,
)
from tests.golden.sheets import open_results

pytestmark = pytest.mark.django_db

TYPED_PREMIUM = {"tp_percent": "4.5", "tp_type": "Less"}


def bomb() -> bytes:
    """A workbook of a few KB that would unpack to hundreds of MB."""
    good = io.BytesIO(estimate().read())
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(good) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.namelist():
            content = source.read(entry)
            if entry.startswith("xl/worksheets/"):
                content += b" " * 300_000_000
            target.writestr(entry, content)
    return stream.getvalue()


def without_a_rate() -> bytes:
    book = Workbook()
    for row in (
        ["S.No", "Quantity", "Unit", "Item", "Rate", "Per", "Unit", "Amount"],
        [1, 10, "Nos", "Supply of ceiling fan", None, 1, "No", None],
    ):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def batch_of(bala):
    """The job of these workbooks, done."""

    def make(*workbooks, **fields):
        answer = post_bill(bala, workbook=list(workbooks), **TYPED_PREMIUM, **fields)
        assert answer.status_code == 302, answer.context["form"].errors
        return do_last_job(bala)

    return make


def outcomes(job):
    return {entry["filename"]: entry for entry in job.result["files"]}


def test_each_workbook_gives_its_bill_under_a_name_that_tells_its_source(batch_of):
    job = batch_of(estimate("Ward-1.xlsx"), estimate("Ward-2.xlsx"))

    assert job.state is JobStatus.COMPLETED
    assert names(job) == ["Bills.zip", "Ward-1_Bills.xlsx", "Ward-2_Bills.xlsx"]
    assert [
        (entry["filename"], entry["state"], entry["works"][0]["total"])
        for entry in job.result["files"]
    ] == [("Ward-1.xlsx", "made", "36261.35"), ("Ward-2.xlsx", "made", "36261.35")]


def test_the_zip_holds_every_bill(batch_of, bala):
    job = batch_of(estimate("Ward-1.xlsx"), estimate("Ward-2.xlsx"))

    with zipfile.ZipFile(io.BytesIO(download(bala, job, "Bills.zip"))) as archive:
        assert archive.namelist() == ["Ward-1_Bills.xlsx", "Ward-2_Bills.xlsx"]
        for name in archive.namelist():
            assert archive.read(name) == download(bala, job, name)
            sheet = open_results(archive.read(name)).worksheets[0]
            assert sheet.cell(sheet.max_row, 8).value == 36261.35


def test_two_workbooks_of_one_name_give_two_bills(batch_of):
    job = batch_of(estimate("Ward.xlsx"), estimate("ward.xlsx"))

    assert names(job) == ["Bills.zip", "Ward_Bills.xlsx", "ward_Bills (2).xlsx"]


def test_a_bad_file_never_stops_the_rest(batch_of, bala):
    job = batch_of(
        file("scan.xlsx", CUT),
        estimate("good.xlsx"),
        file("slip.xlsx", workslip_file(example_slip())),
        file("blank-rate.xlsx", without_a_rate()),
        file("bomb.xlsx", bomb()),
        file("half.xlsx", CUT),
        estimate("also-good.xlsx"),
    )

    assert job.state is JobStatus.COMPLETED
    entries = outcomes(job)
    assert {name: entry["state"] for name, entry in entries.items()} == {
        "scan.xlsx": "failed",
        "good.xlsx": "made",
        "slip.xlsx": "failed",
        "blank-rate.xlsx": "failed",
        "bomb.xlsx": "failed",
        "half.xlsx": "failed",
        "also-good.xlsx": "made",
    }
    assert "a workslip" in str(entries["slip.xlsx"]["problems"])
    assert "rate is blank" in entries["blank-rate.xlsx"]["message"]
    assert all(entry["message"] for entry in entries.values() if not entry["works"])
    assert job.warnings[0] == "5 of 7 workbooks gave no bill."
    assert names(job) == ["Bills.zip", "also-good_Bills.xlsx", "good_Bills.xlsx"]


def test_the_page_says_what_came_of_each_file(batch_of, bala):
    job = batch_of(estimate("good.xlsx"), file("scan.xlsx", CUT))

    shown = page(bala, job)
    assert "Download all" not in shown  # one bill needs no zip
    assert "good_Bills.xlsx" in shown
    assert "36,261.35" in shown
    assert outcomes(job)["scan.xlsx"]["message"].split(".")[0] in shown
    assert "Make LS Form" not in shown
    assert "good.xlsx and 1 more" in shown


def test_a_batch_without_any_bill_has_failed_and_says_why_by_file(batch_of, bala):
    job = batch_of(file("a.xlsx", CUT), file("b.xlsx", CUT + b"."))

    assert job.state is JobStatus.FAILED
    assert job.error_message == "None of the 2 workbooks gave a bill."
    shown = page(bala, job)
    assert all(
        entry["message"].split(".")[0] in shown for entry in outcomes(job).values()
    )


def test_a_file_that_is_gone_fails_alone(bala):
    post_bill(
        bala, workbook=[estimate("first.xlsx"), estimate("gone.xlsx")], **TYPED_PREMIUM
    )
    gone = last_job(bala).further_files.get().upload
    Path(gone.file.path).unlink()

    job = do_last_job(bala)

    assert outcomes(job)["first.xlsx"]["state"] == "made"
    assert "gone.xlsx is no longer stored" in outcomes(job)["gone.xlsx"]["message"]


def test_a_file_that_needs_too_much_memory_fails_alone(batch_of, settings):
    settings.JOB_MEMORY_LIMIT_MB = 80
    big = Workbook(write_only=True)
    sheet = big.create_sheet("Estimate")
    sheet.append(["S.No", "Quantity", "Unit", "Item", "Rate", "Per", "Unit", "Amount"])
    for number in range(1, 30_001):
        sheet.append([number, 10, "Nos", f"Supply of fan {number}", 5, 1, "No", 50])
    stream = io.BytesIO()
    big.save(stream)

    job = batch_of(file("big.xlsx", stream.getvalue()), estimate("small.xlsx"))

    assert "more memory" in outcomes(job)["big.xlsx"]["message"]
    assert outcomes(job)["small.xlsx"]["state"] == "made"


def test_an_exception_that_nobody_expected_fails_alone(batch_of, monkeypatch):
    def stumble(run, *args, **kwargs):
        if kwargs["filename"] == "odd.xlsx":
            raise KeyError("an unforeseen column")
        return run_in_child(run, *args, **kwargs)

    monkeypatch.setattr("bills.services.batches.run_in_child", stumble)
    job = batch_of(estimate("odd.xlsx"), estimate("good.xlsx"))

    assert "under reference" in outcomes(job)["odd.xlsx"]["message"]
    assert "unforeseen" not in str(job.result)
    assert outcomes(job)["good.xlsx"]["state"] == "made"


def test_the_progress_counts_the_files(batch_of):
    job = batch_of(estimate("Ward-1.xlsx"), estimate("Ward-2.xlsx"))

    steps = job.events.filter(kind=JobEvent.Kind.STEP).values_list("text", flat=True)
    assert list(steps) == ["Bill 1 of 2: Ward-1.xlsx", "Bill 2 of 2: Ward-2.xlsx"]


def test_one_workslip_serves_every_workbook(batch_of):
    job = batch_of(
        file("a.xlsx", bill_1()),
        file("b.xlsx", bill_1("50", "5")),
        workslip=file("ws.xlsx", workslip_file(example_slip())),
        action="firstpart_nth_part",
    )

    totals = [entry["works"][0]["total"] for entry in job.result["files"]]
    assert totals == ["33909.66", "33909.66"]


def test_running_it_again_has_the_same_files(batch_of, bala):
    batch_of(file("a.xlsx", CUT), file("b.xlsx", CUT + b"."))
    job = last_job(bala)

    again = retry_job(job=job, actor=bala)

    assert [
        (further.purpose, further.upload.filename)
        for further in again.further_files.all()
    ] == [("batch", "b.xlsx")]
    assert do_last_job(bala).result["files"] == job.result["files"]


def test_other_further_files_make_another_job(bala):
    key = {"key": "3f0f5f4e-0000-4000-8000-000000000000"}
    first = estimate().read()  # another one would tell another second
    for second in (CUT, CUT, CUT + b"."):
        files = [file("a.xlsx", first), file("b.xlsx", second)]
        post_bill(bala, workbook=files, **key)

    assert type(last_job(bala)).objects.for_org(bala.organization).count() == 2


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        ({"BATCH_MAX_FILES": 1}, "one batch takes up to 1"),
        ({"BATCH_MAX_BYTES": 1000}, "one batch takes up to 1000"),
    ],
)
def test_too_much_for_one_batch_is_said_beside_the_field(bala, settings, limits, says):
    for name, limit in limits.items():
        setattr(settings, name, limit)

    answer = post_bill(bala, workbook=[estimate("a.xlsx"), estimate("b.xlsx")])

    assert answer.status_code == 422
    text = answer.context["form"].errors["workbook"][0].replace("\xa0", " ")
    assert says in text


def test_more_files_than_django_takes_by_itself_reach_the_form(bala, settings):
    settings.BATCH_MAX_FILES = 120
    workbooks = [file(f"{number}.xlsx", b"x") for number in range(121)]

    answer = post_bill(bala, workbook=workbooks)

    assert "one batch takes up to 120" in answer.context["form"].errors["workbook"][0]
