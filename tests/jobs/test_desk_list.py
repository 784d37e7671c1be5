"""The operator's list of jobs asks for no more rows than it shows, however many there are."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs.models import Job
from jobs.services import store_upload
from organizations.models import User
from project.desk import BoundedPaginator

pytestmark = pytest.mark.django_db

LIST = reverse("admin:jobs_job_changelist")
PAGE = 50


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("op@desk.example", "x"))
    return client


def numbers(desk, **asked):
    return [job.number for job in desk.get(LIST, asked).context["cl"].result_list]


def asked_of_jobs(desk, **asked) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(LIST, asked).status_code == 200
    return [q["sql"] for q in captured if 'FROM "jobs_job"' in q["sql"]]


@pytest.fixture
def many_jobs(asha, make_job) -> list[Job]:
    return [make_job(asha, search_text=f"job {n}\nward.xlsx") for n in range(1, 121)]


@pytest.mark.parametrize("asked", [{}, {"p": "2"}, {"q": "ward"}, {"o": "-9"}])
def test_whole_rows_are_fetched_by_their_keys_alone(desk, many_jobs, asked):
    queries = asked_of_jobs(desk, **asked)

    whole = [sql for sql in queries if '"jobs_job"."error_message",' in sql]
    assert len(whole) == 1
    assert 'WHERE "jobs_job"."id" IN (' in whole[0]
    assert "LIMIT" not in whole[0]
    for sql in set(queries) - set(whole):
        assert "JOIN" not in sql, "the keys and the count are found in one table"
        assert "LIMIT" in sql, "nothing is counted or sorted to its end"


def test_large_fields_are_not_fetched_for_a_list(desk, many_jobs):
    for field in ("result", "error_log", "kept"):
        assert not [
            sql for sql in asked_of_jobs(desk) if f'"jobs_job"."{field}"' in sql
        ]


@pytest.mark.parametrize(
    "asked", [{}, {"status__exact": "queued"}, {"job_type__exact": "generate_bill"}]
)
def test_an_index_keeps_the_order_of_what_is_shown_first(desk, many_jobs, asked):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads so small a table without its indexes")
    (keys, *_) = asked_of_jobs(desk, **asked)

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {keys}".replace("%", "%%"))
        plan = "\n".join(str(row) for row in cursor.fetchall())

    assert "USING INDEX" in plan or "USING COVERING INDEX" in plan, plan
    # Jobs of one instant are sorted among themselves.
    assert "TEMP B-TREE FOR ORDER BY" not in plan, plan


def test_the_pages_follow_each_other(desk, many_jobs):
    shown = [number for page in "123" for number in numbers(desk, p=page)]

    assert shown == list(range(120, 0, -1))


def test_pages_end_where_nobody_turns_any_more(desk, many_jobs, monkeypatch):
    monkeypatch.setattr(BoundedPaginator, "most", 70)

    assert len(numbers(desk, p="2")) == 70 - PAGE
    assert desk.get(LIST, {"p": "3"}).status_code == 302


def test_a_few_rows_are_not_counted_after_they_were_found(desk, asha, make_job):
    make_job(asha)

    assert not [sql for sql in asked_of_jobs(desk, q="bill") if "COUNT" in sql]


@pytest.fixture
def found_jobs(asha, chitra, make_job) -> dict[str, Job]:
    upload = store_upload(
        organization=asha.organization,
        actor=asha,
        file=ContentFile(b"x", name="Ward 4.xlsx"),
    )
    return {
        "file": make_job(asha, upload=upload, search_text="job 1\nward 4.xlsx"),
        "failed": make_job(asha, status="failed", error_message="The Rate is blank."),
        "other": make_job(chitra),
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("WARD", {"file"}),
        ("rate is", {"failed"}),
        ("karimnagar", {"other"}),
        ("asha@", {"file", "failed"}),
        ("asha@ ward", {"file"}),
        ("asha@ karimnagar", set()),
        ("nothing-at-all", set()),
    ],
)
def test_every_word_is_looked_for_in_texts_office_and_person(
    desk, found_jobs, typed, found
):
    result = desk.get(LIST, {"q": typed}).context["cl"].result_list

    assert {job.pk for job in result} == {found_jobs[name].pk for name in found}


def test_an_id_finds_its_job(desk, found_jobs):
    job = found_jobs["failed"]

    result = desk.get(LIST, {"q": f" {job.pk} "}).context["cl"].result_list

    assert list(result) == [job]


def test_the_list_is_sorted_only_by_what_an_index_keeps():
    sortable = admin.site._registry[Job].sortable_by

    leading = {index.fields[0].lstrip("-") for index in Job._meta.indexes}
    assert sortable
    assert set(sortable) <= leading


def test_no_name_in_the_desk_is_wrong_english():
    names = {str(model._meta.verbose_name_plural) for model in admin.site._registry}

    assert {"reading rows", "webhook deliveries", "API tokens"} <= names
    assert not [name for name in names if name.endswith(("ss", "ys"))]
