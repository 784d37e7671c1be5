"""Tokens: shown once, kept as a hash, with a scope, an end, and a note of their last use."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organizations.models import ApiToken, Membership
from organizations.tokens import create_token, tokens_of
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


def status(program) -> int:
    return int(program.get("jobs/").status_code)


def test_the_page_shows_a_new_token_once(asha):
    client = sign_in(asha)
    made = client.post(reverse("token_list"), {"name": "Export"}).content.decode()
    token = ApiToken.objects.for_org(asha.organization).get()

    text = made.partition('<code class="secret">')[2].partition("</code>")[0]
    assert text.startswith(token.prefix)
    again = client.get(reverse("token_list")).content.decode()
    assert "you revoke it" in again
    assert text not in again
    assert token.prefix in again
    header = {"Authorization": f"Bearer {text}"}
    assert Client().get("/api/jobs/", headers=header).status_code == 200


def test_the_text_is_nowhere_in_the_database(program, asha):
    it = program(asha)

    row = ApiToken.all_orgs.values().get()

    assert it.text not in str(row)
    assert it.text.startswith(row["prefix"])
    assert len(row["digest"]) == 64


def test_a_reading_token_cannot_write(program, asha):
    it = program(asha, can_write=False)

    assert status(it) == 200
    assert it.upload().status_code == 403
    assert it.post("jobs/create/", {}).status_code == 403


def test_a_revoked_token_opens_nothing(program, asha):
    it = program(asha)
    sign_in(asha).post(reverse("token_revoke", args=[it.token.pk]))

    assert status(it) == 401


def test_a_token_ends_on_its_day(program, asha):
    text = create_token(actor=asha, name="x", can_write=False, days=1)[1]
    header = {"Authorization": f"Bearer {text}"}
    assert Client().get("/api/jobs/", headers=header).status_code == 200

    ApiToken.all_orgs.update(expires_at=timezone.now())

    assert Client().get("/api/jobs/", headers=header).status_code == 401


@pytest.mark.parametrize("end", ["left", "locked out", "suspended"])
def test_a_token_ends_with_its_person_and_its_office(program, bala, end):
    it = program(bala)
    if end == "left":
        bala.delete()
    elif end == "locked out":
        bala.user.is_active = False
        bala.user.save()
    else:
        bala.organization.is_active = False
        bala.organization.save()

    assert status(it) == 401


def test_its_last_use_is_noted_once_a_minute(program, asha, django_assert_num_queries):
    it = program(asha)
    before = timezone.now()
    status(it)
    noted = ApiToken.all_orgs.get().last_used_at
    assert noted >= before

    status(it)

    assert ApiToken.all_orgs.get().last_used_at == noted
    ApiToken.all_orgs.update(last_used_at=noted - timedelta(minutes=2))
    status(it)
    assert ApiToken.all_orgs.get().last_used_at > noted


def test_nobody_revokes_the_token_of_somebody_else(program, asha, bala, chitra):
    it = program(asha)

    for member in (bala, chitra):
        answer = sign_in(member).post(reverse("token_revoke", args=[it.token.pk]))
        assert answer.status_code == 404
    assert status(it) == 200


def test_a_token_is_listed_and_revoked_in_its_own_office_only(program, asha, chitra):
    it = program(asha)
    there = Membership.objects.create(
        user=asha.user, organization=chitra.organization, role="member"
    )

    assert list(tokens_of(asha)) == [it.token]
    assert list(tokens_of(there)) == []


@pytest.mark.parametrize("text", ["", "wb_", "x" * 500, "7e1f"])
def test_what_is_no_token_is_401(text):
    answer = Client().get("/api/jobs/", headers={"Authorization": f"Bearer {text}"})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert list(answer.json()) == ["error"]


def test_a_token_does_not_open_the_pages(program, asha):
    it = program(asha)

    answer = it._client.get("/jobs/")

    assert answer.status_code == 302
