"""Offices: founded, renamed, switched between, suspended and closed."""

from __future__ import annotations

import pytest

from organizations.models import ApiToken, Invitation, Membership, Organization
from organizations.services import create_organization
from organizations.tokens import create_token
from tests.conftest import sign_in
from tests.organizations.posts import invite, post, see

pytestmark = pytest.mark.django_db

CHANGED = {"name": "R&B Division, Warangal", "retention_days": "45"}


def test_a_person_founds_a_second_office_and_works_there(asha):
    client = sign_in(asha)
    post(client, "office_new", name="R&B Section, Jangaon")

    assert "<h1>R&amp;B Section, Jangaon</h1>" in see(client, "office")
    assert Membership.objects.filter(user=asha.user, role="owner").count() == 2


def test_switching_shows_the_other_office_and_nothing_of_the_first(asha, make_job):
    make_job(asha)
    second = create_organization(name="Second", owner=asha.user)
    client = sign_in(asha)
    assert "job 1<" in see(client, "job_list")

    post(client, "office_switch", office=str(second.pk))

    text = see(client, "job_list")
    assert "Second" in text
    assert "job 1<" not in text


def test_nobody_switches_into_an_office_of_others(asha, chitra):
    client = sign_in(asha)

    answer = post(client, "office_switch", office=str(chitra.organization_id))

    assert answer.status_code == 404
    assert "Karimnagar" not in see(client, "office")


def test_an_admin_renames_the_office_and_sets_how_long_files_are_kept(adi, office):
    post(adi, "office_change", **CHANGED)

    office.refresh_from_db()
    assert (office.name, office.retention_days) == ("R&B Division, Warangal", 45)


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"retention_days": "0"}, {"name": "R&B Sub-Division, Karimnagar"}],
)
def test_a_name_that_is_taken_or_no_days_are_refused_beside_the_field(
    asha, chitra, office, wrong
):
    answer = post(asha, "office_change", **CHANGED | wrong)

    assert answer.status_code == 422
    office.refresh_from_db()
    assert office.name == "R&B Sub-Division, Warangal"


@pytest.mark.parametrize("who", ["bala", "vani"])
def test_the_rest_do_not_change_the_office(who, request, office):
    assert (
        post(request.getfixturevalue(who), "office_change", **CHANGED).status_code
        == 403
    )


def test_the_people_of_a_suspended_office_are_told_why(asha, office):
    office.is_active = False
    office.suspension_reason = "The subscription ended on 01-11-2026."
    office.save()

    answer = sign_in(asha).get("/jobs/")

    assert answer.status_code == 403
    assert "The subscription ended on 01-11-2026." in answer.content.decode()


def test_closing_asks_for_the_name_and_the_password(asha, office):
    typed = {"name": office.name, "password": "a-long-secret-9"}
    for wrong in ({"name": "Warangal"}, {"password": "no"}):
        assert post(asha, "office_close", **typed | wrong).status_code == 422
    assert Organization.objects.get(pk=office.pk).is_active

    client = sign_in(asha)
    assert post(client, "office_close", **typed).status_code == 302
    assert "Thirty days from now its files are deleted." in see(client, "office_switch")

    office.refresh_from_db()
    assert not office.is_active
    assert office.closed_at
    assert sign_in(asha).get("/jobs/").status_code == 403


def test_an_admin_cannot_close_the_office(adi, office):
    typed = {"name": office.name, "password": "a-long-secret-9"}

    assert post(adi, "office_close", **typed).status_code == 403


def test_closing_an_office_ends_no_token_and_no_invitation_of_another(
    asha, chitra, office
):
    for owner in (asha, chitra):
        create_token(actor=owner, name="Program", can_write=False)
        invite(owner)

    post(asha, "office_close", name=office.name, password="a-long-secret-9")

    for model in (ApiToken, Invitation):
        ended = model.all_orgs.exclude(revoked_at=None)
        assert [each.organization for each in ended] == [office]
