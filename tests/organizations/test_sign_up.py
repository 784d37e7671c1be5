"""Signing up makes a person, an office and a session."""

from __future__ import annotations

import pytest
from django.test import Client

from organizations.models import Membership, Organization, User
from organizations.services import create_organization, get_active_membership

pytestmark = pytest.mark.django_db

TYPED = {
    "email": "Devi@Office.example",
    "office": "R&B Division, Nalgonda",
    "password1": "a-long-secret-9",
}


def test_sign_up_creates_an_office_owned_by_the_new_person():
    response = Client().post("/accounts/signup/", TYPED)

    assert response.status_code == 302
    membership = Membership.objects.get(user__email="devi@office.example")
    assert membership.role == "owner"
    assert membership.organization.name == "R&B Division, Nalgonda"
    assert membership.organization.owner == membership.user


def test_sign_up_signs_the_person_in():
    client = Client()
    client.post("/accounts/signup/", TYPED)

    assert client.get("/").status_code == 200


def test_an_office_without_a_name_is_named_after_its_owner():
    Client().post("/accounts/signup/", TYPED | {"office": ""})

    assert Organization.objects.get().name == "devi"


def test_a_second_account_with_the_same_address_is_refused_with_a_way_out():
    User.objects.create_user("devi@office.example", "x")

    response = Client().post("/accounts/signup/", TYPED)

    assert response.status_code == 200
    assert "Sign in instead" in response.content.decode()


def test_a_weak_password_is_refused_beside_its_field():
    response = Client().post("/accounts/signup/", TYPED | {"password1": "12345678"})

    assert response.status_code == 200
    assert "password1" in response.context["form"].errors
    assert not User.objects.exists()


def test_offices_of_one_name_get_different_names_and_slugs(asha):
    first = create_organization(name="R&B Office", owner=asha.user)
    second = create_organization(name="R&B Office", owner=asha.user)

    assert (first.slug, second.slug) == ("rb-office", "rb-office-2")
    assert second.name == "R&B Office 2"


def test_signing_in_ignores_capitals_of_the_address(asha):
    client = Client()
    response = client.post(
        "/accounts/login/",
        {"login": "ASHA@office.example", "password": "a-long-secret-9"},
    )

    assert response.status_code == 302


def test_signing_out_needs_a_post_and_ends_the_session(asha):
    client = Client()
    client.force_login(asha.user)

    client.get("/accounts/logout/")
    assert client.get("/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/").status_code == 302


def test_the_active_office_is_the_chosen_one_else_the_first(asha):
    second = create_organization(name="Second", owner=asha.user)

    def active(chosen):
        return get_active_membership(user=asha.user, chosen_organization_id=chosen)

    assert active(None).organization == asha.organization
    assert active(str(second.pk)).organization == second


def test_a_suspended_office_is_never_active(asha):
    asha.organization.is_active = False
    asha.organization.save()

    assert get_active_membership(user=asha.user, chosen_organization_id=None) is None
