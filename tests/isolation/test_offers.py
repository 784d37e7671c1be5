"""No page offers what the rules refuse: links and forms of each role lead where it may go."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.urls import Resolver404, resolve

from tests.isolation.rules import DESK, LADDER, MINE, OPEN, PERSON, RULES
from tests.isolation.test_every_address import OURS, ask, signed

pytestmark = pytest.mark.django_db

LINK = re.compile(r'\b(?:href|hx-get)="(/[^"#?]*)')
FORM = re.compile(r"<form\b(.*?)>(.*?)</form>", re.DOTALL)
ACTION = re.compile(r'\baction="(/[^"#?]*)')
PEOPLE = {"owner": "asha", "admin": "adi", "member": "bala", "viewer": "vani"}


def list_offers(page: str) -> Iterator[tuple[str, str]]:
    """The name of each address that the page leads to, and the least role that it asks.

    A form without a button offers nothing.
    """
    paths = [(path, 0) for path in LINK.findall(page)]
    for head, body in FORM.findall(page):
        if "<button" in body:
            gets = 'method="get"' in head
            paths += [(path, 0 if gets else 1) for path in ACTION.findall(head)]
    for path, method in paths:
        try:
            name = resolve(path).view_name
        except Resolver404:
            continue  # a file of static/
        if name in RULES:
            yield name, RULES[name][method]


@pytest.mark.parametrize("role", LADDER)
def test_a_page_offers_only_what_the_role_may_do(role, request, things):
    member = request.getfixturevalue(PEOPLE[role])
    wrong = set()
    for address in OURS:
        answer = ask(signed(member), "get", address, things)
        if answer.status_code != 200:
            continue
        for name, least in list_offers(answer.text_of_walk):
            if least in {OPEN, PERSON, MINE, DESK}:
                continue
            if LADDER.index(role) < LADDER.index(least):
                wrong.add(f"{address.name} offers {name}")

    assert sorted(wrong) == []


def test_an_office_without_a_bill_offers_a_viewer_nothing_to_make(vani):
    page = signed(vani).get("/").content.decode()

    assert {name for name, _ in list_offers(page)}.isdisjoint(
        {"bill_new", "sample_bill", "papers_new"}
    )
