"""Roles are given, people removed, offices handed over and left, by those who may."""

from __future__ import annotations

import pytest

from jobs.models import JobEvent
from organizations.models import ApiToken, Membership
from organizations.tokens import create_token
from tests.conftest import sign_in
from tests.organizations.posts import post, see

pytestmark = pytest.mark.django_db


def role(member) -> str | None:
    found = Membership.objects.filter(pk=member.pk).first()
    return found.role if found else None


def test_an_admin_changes_the_role_of_a_member(adi, bala):
    assert post(adi, "member_role", bala.uid, role="viewer").status_code == 302

    assert role(bala) == "viewer"
    assert sign_in(bala).get("/bills/new/").status_code == 403


@pytest.mark.parametrize("who", ["bala", "vani", "chitra"])
def test_nobody_else_does(who, request, adi):
    answer = post(request.getfixturevalue(who), "member_role", adi.uid, role="viewer")

    assert answer.status_code in {403, 404}
    assert role(adi) == "admin"


def test_the_owner_stays_owner_and_nobody_changes_their_own_role(asha, adi):
    assert post(adi, "member_role", asha.uid, role="viewer").status_code == 409
    assert post(adi, "member_remove", asha.uid).status_code == 409
    assert post(adi, "member_role", adi.uid, role="viewer").status_code == 409

    assert (role(asha), role(adi)) == ("owner", "admin")


def test_who_is_removed_is_out_at_once_with_every_token(asha, bala, make_job):
    job = make_job(bala, status="cancelled")
    JobEvent.objects.create(job=job, actor=bala.user, kind=JobEvent.Kind.CREATED)
    token, _ = create_token(actor=bala, name="script", can_write=True)
    inside = sign_in(bala)

    assert "Remove bala@office.example?" in see(asha, "member_remove", bala.uid)
    post(asha, "member_remove", bala.uid)

    assert inside.get("/jobs/").status_code == 403
    assert ApiToken.all_orgs.get(pk=token.pk).revoked_at
    assert "bala@office.example" in see(asha, "job_detail", job.pk)


def test_who_is_removed_keeps_the_tokens_of_other_offices(asha, bala, chitra):
    there = Membership.objects.create(
        user=bala.user, organization=chitra.organization, role="member"
    )
    create_token(actor=there, name="Program", can_write=False)

    post(asha, "member_remove", bala.uid)

    assert role(bala) is None
    assert ApiToken.all_orgs.get().revoked_at is None


def test_the_owner_hands_the_office_over_with_the_password(asha, adi):
    typed = {"to": str(adi.uid), "password": "wrong"}
    assert post(asha, "office_transfer", **typed).status_code == 422
    assert role(adi) == "admin"

    post(asha, "office_transfer", **typed | {"password": "a-long-secret-9"})

    assert (role(asha), role(adi)) == ("admin", "owner")
    adi.organization.refresh_from_db()
    assert adi.organization.owner == adi.user


def test_an_admin_cannot_take_the_office(adi, bala):
    typed = {"to": str(bala.uid), "password": "a-long-secret-9"}

    assert post(adi, "office_transfer", **typed).status_code == 403
    assert role(bala) == "member"


def test_the_office_cannot_be_handed_to_another_office(asha, chitra):
    typed = {"to": str(chitra.uid), "password": "a-long-secret-9"}

    assert post(asha, "office_transfer", **typed).status_code == 422
    assert role(asha) == "owner"


def test_a_member_leaves_and_the_owner_cannot(asha, bala):
    assert post(bala, "office_leave").status_code == 302
    assert role(bala) is None
    assert post(asha, "office_leave").status_code == 409
    assert role(asha) == "owner"


def test_a_viewer_sees_the_people_and_no_button_to_change_them(asha, vani):
    text = see(vani, "office")

    assert "asha@office.example" in text
    assert "Invite somebody" not in text
    assert "/role/" not in text
