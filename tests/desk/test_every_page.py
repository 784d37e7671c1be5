"""Every list and every row of the desk costs the same with three rows and with thirty."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import connection
from django.db.models import Model
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.models import User
from tests.desk.rows import make_row

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 30
DESKS = [admin.site.get_model_admin(model) for model in admin.site._registry]


def name_of(desk) -> str:
    return str(desk.opts.label)


each_desk = pytest.mark.parametrize("desk", DESKS, ids=name_of)


@pytest.fixture
def operator() -> User:
    return User.objects.create_superuser("op@desk.example", "x")


@pytest.fixture
def client(operator) -> Client:
    client = Client()
    client.force_login(operator)
    return client


def list_of(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def page_of(row: Model) -> str:
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def count_queries(client: Client, path: str) -> int:
    client.get(path)  # what is looked up once in a process is looked up now
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(captured)


@each_desk
def test_a_list_asks_as_much_for_thirty_rows_as_for_three(client, desk):
    rows = [make_row(desk.model) for _ in range(FEW)]
    few = count_queries(client, list_of(desk.model))
    rows += [make_row(desk.model) for _ in range(MANY - FEW)]

    many = count_queries(client, list_of(desk.model))

    answer = client.get(list_of(desk.model))
    assert len(answer.context["cl"].result_list) >= MANY
    assert many - few in (0, 1)  # rows are counted where they fill more than a page
    assert many <= 14


@each_desk
def test_a_row_asks_as_much_with_thirty_rows_below_it_as_with_three(client, desk):
    row = make_row(desk.model)
    belongings = [
        (inline.model, inline.fk_name or link.name)
        for inline in desk.inlines
        for link in inline.model._meta.fields
        if link.related_model is desk.model
    ]

    def add(how_many: int) -> None:
        for _ in range(how_many):
            make_row(desk.model)
            for model, link in belongings:
                make_row(model, **{link: row})

    add(FEW)
    few = count_queries(client, page_of(row))
    add(MANY - FEW)

    assert count_queries(client, page_of(row)) == few


@each_desk
def test_every_search_and_every_filter_is_answered(client, operator, desk):
    make_row(desk.model)
    path = list_of(desk.model)
    request = RequestFactory().get(path)
    request.user = operator
    changelist: ChangeList = desk.get_changelist_instance(request)
    queries = {"?q=desk"} | {
        choice["query_string"]
        for spec in changelist.get_filters(request)[0]
        for choice in spec.choices(changelist)
    }

    assert desk.get_search_fields(request), "it cannot be searched"
    for query in queries:
        assert client.get(f"{path}{query}").status_code == 200, query
        assert "e=1" not in str(client.get(f"{path}{query}").headers)


@pytest.mark.parametrize(
    "secret",
    ["digest", "session_key", "data", "secret", "old_secret"],
)
def test_no_page_shows_what_would_open_a_door(client, secret):
    shown = [
        name_of(desk)
        for desk in DESKS
        if any(field.name == secret for field in desk.model._meta.fields)
        and f"field-{secret}"
        in client.get(page_of(make_row(desk.model))).content.decode()
    ]

    assert shown == []
