"""The register of made bills: entered once per job and sheet, and seen by its own office alone."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from bills.domain.earlier import compute_work_key
from bills.models import MadeBill
from bills.services.register import (
    earlier_bills_of,
    find_earlier_bills,
    record_made_bills,
)
from jobs.domain.states import JobStatus
from tests.bills.actions.workbooks import bill_1, example_slip, make, workslip_file
from tests.golden.works import FIELDS

NAME = FIELDS["name_of_work"]
KEY = compute_work_key(FIELDS["agreement"], NAME)


@pytest.fixture
def run_of(make_job):
    """A run of a completed job of the member's office."""

    def start(member, status=JobStatus.COMPLETED):
        job = make_job(member, status=status.value)
        return SimpleNamespace(
            job_id=job.pk,
            organization=job.organization,
            user_id=job.user_id,
            number=job.number,
        )

    return start


def second_bill():
    return make(
        bill_1(),
        "firstpart_nth_part",
        workslip=workslip_file(example_slip()),
        mb_no="112",
        mb_from="19",
        mb_to="30",
    )


def test_a_made_bill_is_entered_with_its_figures(asha, run_of) -> None:
    record_made_bills(run_of(asha), second_bill())
    entry = MadeBill.objects.for_org(asha.organization).get()
    assert (entry.sheet, entry.title) == ("Bill", "CC Second & Part Bill")
    assert (entry.number, entry.is_final) == (2, False)
    assert entry.total == Decimal("33909.66")
    assert entry.since_last_total == Decimal("20365.37")
    assert entry.work_key == "30 2026 27"
    assert entry.user == asha.user


def test_a_waiting_bill_is_entered_without_totals(asha, run_of) -> None:
    record_made_bills(run_of(asha), make(bill_1(), "firstpart_2nd_final"))
    entry = MadeBill.objects.for_org(asha.organization).get()
    assert (entry.total, entry.is_final) == (None, True)


def test_a_second_run_of_the_job_changes_nothing(asha, run_of) -> None:
    run = run_of(asha)
    record_made_bills(run, second_bill())
    before = list(MadeBill.objects.for_org(asha.organization).values())
    record_made_bills(run, second_bill())
    assert list(MadeBill.objects.for_org(asha.organization).values()) == before


def test_the_workbooks_of_a_batch_have_entries_of_their_own(asha, run_of) -> None:
    run = run_of(asha)
    for place in (1, 2):
        record_made_bills(run, second_bill(), place=place)
    sheets = MadeBill.objects.for_org(asha.organization).values_list("sheet", flat=True)
    assert sorted(sheets) == ["1: Bill", "2: Bill"]


def test_a_later_job_finds_the_bill(asha, run_of) -> None:
    record_made_bills(run_of(asha), second_bill())
    (found,) = earlier_bills_of(run_of(asha))(KEY, NAME)
    assert (found.title, found.number, found.job_number) == (
        "CC Second & Part Bill",
        2,
        1,
    )
    assert found.mb_details.startswith("MB.No. 112 P.No. 19 to 30")


def test_a_job_does_not_find_its_own_bill(asha, run_of) -> None:
    run = run_of(asha)
    record_made_bills(run, second_bill())
    assert earlier_bills_of(run)(KEY, NAME) == []


@pytest.mark.parametrize(
    "status", [s for s in JobStatus if s is not JobStatus.COMPLETED]
)
def test_the_bill_of_a_job_that_is_not_completed_does_not_count(
    asha, run_of, status
) -> None:
    record_made_bills(run_of(asha, status), second_bill())
    assert earlier_bills_of(run_of(asha))(KEY, NAME) == []


def test_another_office_never_sees_the_register(asha, chitra, run_of) -> None:
    record_made_bills(run_of(asha), second_bill())
    run_of(chitra)
    assert earlier_bills_of(run_of(chitra))(KEY, NAME) == []
    assert find_earlier_bills(chitra.organization, KEY, NAME, before_job=99) == []
    assert MadeBill.objects.for_org(chitra.organization).count() == 0


def test_bills_are_found_oldest_first(asha, run_of) -> None:
    for _ in range(3):
        record_made_bills(run_of(asha), second_bill())
    found = earlier_bills_of(run_of(asha))(KEY, NAME)
    assert [bill.job_number for bill in found] == [1, 2, 3]


def test_what_is_found_can_cross_to_another_process(asha, run_of) -> None:
    record_made_bills(run_of(asha), second_bill())
    found = earlier_bills_of(run_of(asha))(KEY, NAME)
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  # our own bytes


def test_long_names_that_differ_at_their_end_are_two_works() -> None:
    keys = {compute_work_key("", "Lights " * 60 + block) for block in "AB"}
    assert len(keys) == 2
    assert all(len(key) <= 300 for key in keys)


def test_vowel_signs_tell_names_apart() -> None:
    names = ("\u0c15\u0c3e", "\u0c15\u0c3f")  # two Telugu syllables of one letter
    assert len({compute_work_key("", name) for name in names}) == 2


def renamed(making, *names):
    """The making with as many bills as names, each of a work of that name."""
    (work,) = making.works
    works = tuple(
        work
        | {"bill_sheet": f"Bill-{number}"}
        | {"fields": work["fields"] | {"name_of_work": name}}
        for number, name in enumerate(names, 1)
    )
    return replace(making, works=works)


def test_two_works_under_one_agreement_have_histories_of_their_own(asha, run_of):
    blocks = ("Lights, Block A", "Lights, Block B")
    record_made_bills(run_of(asha), renamed(second_bill(), *blocks))
    find = earlier_bills_of(run_of(asha))
    assert [len(find(KEY, name)) for name in blocks] == [1, 1]
    assert find(KEY, "Lights, Block C") == []


def test_a_name_that_was_mended_is_still_the_same_work(asha, run_of):
    record_made_bills(run_of(asha), renamed(second_bill(), "Street lightning, ward-5"))
    assert len(earlier_bills_of(run_of(asha))(KEY, "Street lighting Ward 5")) == 1


def test_another_work_under_the_agreement_is_not_its_history(asha, run_of):
    record_made_bills(
        run_of(asha), renamed(second_bill(), "Compound wall of the school")
    )
    assert earlier_bills_of(run_of(asha))(KEY, "Street lighting Ward 5") == []
