"""Every address of the project, walked by everybody, does what its line in the rules says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.conftest import sign_in
from tests.documents.formats.pages import NOTE
from tests.isolation.conftest import MARK
from tests.isolation.rules import (
    DESK,
    LADDER,
    MINE,
    OPEN,
    PERSON,
    RULES,
    Address,
    list_addresses,
)

pytestmark = pytest.mark.django_db

ADDRESSES = sorted(set(list_addresses()), key=lambda address: address.name)
OURS = [address for address in ADDRESSES if address.rule[0] != DESK]
# Addresses that name a thing of an office.
OF_THINGS = [
    address
    for address in OURS
    if address.rule[1] not in {OPEN, PERSON}
    and set(address.arguments) - {"kind", "signature", "rest"}
]
WRONG_METHOD = 405
DENIED = {302, 401, 403, WRONG_METHOD}
MISSING = {404, WRONG_METHOD}


def test_every_address_has_a_rule_and_every_rule_an_address():
    names = {address.name for address in ADDRESSES if address.rule[0] != DESK}

    assert names == set(RULES)


def test_no_address_names_a_thing_by_a_number_that_can_be_guessed():
    counted = {"sheet", "row", "number"}  # inside a reading or a format with such an id
    ours = {name for address in OURS for name in address.arguments}
    guessable = {
        name for name in ours if name in {"id", "pk"} or "int" in name
    } - counted

    assert guessable == set()


# What a well-formed request of an address carries, so that it is not the form that refuses.
BODIES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "member_role": lambda things: {"role": "viewer"},
    "format_change": lambda things: {"name": "Other"},
    "format_version": lambda things: {"file": SimpleUploadedFile("n.docx", NOTE)},
    "own_letter_use": lambda things: {"file": SimpleUploadedFile("n.docx", NOTE)},
    "api:upload_file": lambda things: {"file": SimpleUploadedFile("n.txt", b"x")},
    "office_change": lambda things: {"name": "Other", "retention_days": 30},
    "invitation_make": lambda things: {"role": "viewer"},
    "webhook_change": lambda things: {"deed": "off"},
    "webhook_add": lambda things: {"url": "https://b.example/"},
}
JSON_BODIES = {
    "api:create_job": lambda things: {
        "job_type": "generate_bill",
        "upload_id": str(things["upload_id"]),
        "inputs": {"action": "estimate_first_part"},
    },
}
# A thing that is not there for the one who may look, or a mistake in what was sent.
FINE = {200, 201, 202, 204, 302, 400, 404, 405, 409, 410, 413, 422, 429, 503}


def ask(client: Client, method: str, address: Address, things: dict[str, Any]) -> Any:
    """The answer; whatever it changed is undone."""
    values = {name: str(things[name]) for name in address.arguments}
    nowhere = address.name == "api:nothing"
    path = "/api/nothing/" if nowhere else reverse(address.name, kwargs=values)
    sent: dict[str, Any] = {}
    if method == "post" and address.name in BODIES:
        sent = {"data": BODIES[address.name](things)}
    elif method == "post" and address.name in JSON_BODIES:
        data = JSON_BODIES[address.name](things)
        sent = {"data": data, "content_type": "application/json"}
    with transaction.atomic():
        answer = getattr(client, method)(path, **sent)
        content = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    answer.text_of_walk = content.decode(errors="replace")
    return answer


def signed(who: Any) -> Client:
    client = Client()
    client.force_login(getattr(who, "user", who))
    return client


def walk(visit: Callable[[], Client], things: dict[str, Any], judge: Any) -> list[str]:
    """What was wrong, of all addresses by both methods. `judge` says what is right.

    Each request has a session of its own, as some of them end it.
    """
    wrong = []
    for address in OURS:
        for place, method in enumerate(("get", "post")):
            answer = ask(visit(), method, address, things)
            if not judge(address, address.rule[place], answer):
                wrong.append(f"{method} {address.name}: {answer.status_code}")
    return wrong


def test_a_stranger_is_sent_to_the_door(things):
    def judge(address, least, answer):
        if least == OPEN:
            return answer.status_code in FINE | {401}
        if answer.status_code == 302:
            return answer["Location"].startswith(reverse("account_login"))
        return answer.status_code in DENIED and MARK not in answer.text_of_walk

    assert walk(Client, things, judge) == []


def test_somebody_of_no_office_gets_to_their_own_account_only(things, nobody):
    def judge(address, least, answer):
        if least in {OPEN, PERSON}:
            return answer.status_code in FINE
        return answer.status_code in {401, 403, WRONG_METHOD}

    assert walk(lambda: signed(nobody), things, judge) == []


@pytest.mark.parametrize("role", LADDER)
def test_each_role_gets_just_where_its_line_says(role, request, things):
    people = {"owner": "asha", "admin": "adi", "member": "bala", "viewer": "vani"}
    member = request.getfixturevalue(people[role])

    def judge(address, least, answer):
        if least in {OPEN, PERSON}:
            return answer.status_code in FINE
        if least == MINE and role != "owner":
            return answer.status_code in MISSING
        if least == MINE or LADDER.index(role) >= LADDER.index(least):
            return answer.status_code in FINE
        return answer.status_code in {403, WRONG_METHOD}

    assert walk(lambda: signed(member), things, judge) == []


def test_a_viewer_sees_what_there_is_to_see(things, vani):
    """So that the walk of the others does not pass because everything is missing."""
    absent = {"api:nothing", "office_leave"}

    def judge(address, least, answer):
        if least != "viewer" or address.name in absent:
            return True
        return answer.status_code in {200, 204, 302, WRONG_METHOD, 422}

    assert walk(lambda: signed(vani), things, judge) == []


@pytest.mark.parametrize("role", LADDER)
def test_people_of_another_office_find_nothing_of_ours(things, chitra, role):
    chitra.role = role
    chitra.save()
    may_not = set() if role == "owner" else {403}

    def judge(address, least, answer):
        if least != OPEN and MARK in answer.text_of_walk:
            return False
        if address in OF_THINGS:
            # The status API says 403 for a job of another office. Source: spec jobs, 3.
            api = {403} if address.name.startswith("api:") else set()
            return answer.status_code in MISSING | api | may_not
        return answer.status_code in FINE | may_not

    assert walk(lambda: signed(chitra), things, judge) == []


def test_the_owner_finds_everything_that_the_others_do_not(things, asha):
    """A thing that is nowhere would be hidden from everybody."""
    missing = [
        address.name
        for address in OF_THINGS
        if all(
            ask(signed(asha), method, address, things).status_code in MISSING
            for method in ("get", "post")
        )
    ]

    assert missing == []


def test_the_desk_is_for_the_operator_alone(asha, chitra):
    """Each of its addresses, also those that need no row to answer."""
    any_row = {"id": "1", "object_id": "1", "content_type_id": "1", "app_label": "jobs"}
    open_to_all = {"admin:login", "admin:logout", "admin:jsi18n"}
    desk = [
        address
        for address in ADDRESSES
        if address.rule[0] == DESK and "without a name" not in address.name
    ]
    let_in = [
        address.name
        for address in desk
        if address.name not in open_to_all and "url" not in address.arguments
        for client in (Client(), sign_in(asha), sign_in(chitra))
        for method in ("get", "post")
        if not _is_kept_out(
            getattr(client, method)(
                reverse(
                    address.name,
                    kwargs={name: any_row[name] for name in address.arguments},
                )
            )
        )
    ]

    assert len(desk) > 50
    assert let_in == []


def _is_kept_out(answer: Any) -> bool:
    if answer.status_code == 302:
        return "login" in answer["Location"]
    return answer.status_code in {403, 405}
