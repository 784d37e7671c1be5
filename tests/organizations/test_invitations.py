"""An invitation opens the office once, for a week, for whom it was made."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from organizations.models import Invitation, Membership
from tests.conftest import sign_in
from tests.organizations.posts import invite, link_in_mail, post, see

pytestmark = pytest.mark.django_db


def join(member, path: str) -> int:
    return sign_in(member).post(path).status_code


def is_member(person, office) -> bool:
    return Membership.objects.filter(user=person.user, organization=office).exists()


def test_a_link_makes_a_member_with_the_role_it_was_made_for(asha, chitra, office):
    path = invite(asha, role="viewer")
    assert join(chitra, path) == 302

    joined = Membership.objects.get(user=chitra.user, organization=office)
    assert joined.role == "viewer"


def test_a_link_opens_once(asha, chitra, make_office_of, office):
    path = invite(asha)
    join(chitra, path)
    devi = make_office_of("devi@third.example")

    assert join(devi, path) == 410
    assert not is_member(devi, office)


def test_a_link_is_dead_after_a_week(asha, chitra, office):
    path = invite(asha)
    Invitation.all_orgs.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert join(chitra, path) == 410
    assert not is_member(chitra, office)


def test_a_link_that_was_taken_back_is_dead(asha, chitra, office):
    path = invite(asha)
    post(asha, "invitation_revoke", Invitation.all_orgs.get().pk)

    assert join(chitra, path) == 410
    assert not is_member(chitra, office)


def test_a_mailed_link_opens_for_its_address_only(asha, chitra, make_office_of, office):
    invite(asha, email="devi@third.example")
    assert mail.outbox[-1].to == ["devi@third.example"]
    path = link_in_mail()

    assert join(chitra, path) == 403
    assert not is_member(chitra, office)
    assert join(make_office_of("devi@third.example"), path) == 302


@pytest.mark.parametrize("fault", ["no folder", "no server"])
def test_a_mail_that_cannot_be_sent_leaves_the_invitation_and_its_link(
    asha, chitra, settings, tmp_path, fault
):
    if fault == "no folder":
        (tmp_path / "taken").touch()
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = tmp_path / "taken"
    else:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    answer = post(
        asha, "invitation_make", role="member", email=chitra.user.email
    ).content.decode()

    assert "could not be sent. Pass the link on yourself." in answer
    path = re.findall(r"/invitations/[\w-]{40,}/", answer)[0]
    assert join(chitra, path) == 302


def test_an_office_with_a_line_break_in_its_name_can_invite(asha, office):
    office.name = "R&B\nBcc: all@office.example"
    office.save()

    invite(asha, email="devi@third.example")

    assert mail.outbox[-1].subject == "Invitation to R&B Bcc: all@office.example"


def test_only_the_hash_of_the_key_is_kept(asha):
    key = invite(asha).strip("/").split("/")[-1]

    kept = Invitation.all_orgs.values().get()

    assert key not in str(kept)


def test_a_stranger_sees_what_the_link_is_for_and_is_sent_to_sign_up_and_back(asha):
    path = invite(asha)

    text = Client().get(path).content.decode()

    assert "R&amp;B Sub-Division, Warangal" in text
    assert f"next={path}" in text


def test_a_member_keeps_the_role_and_the_link_stays_open(asha, bala, chitra):
    path = invite(asha, role="viewer")
    join(bala, path)

    bala.refresh_from_db()
    assert bala.role == "member"
    assert join(chitra, path) == 302


@pytest.mark.parametrize("who", ["bala", "vani"])
def test_those_who_do_not_manage_cannot_invite(who, request):
    assert post(request.getfixturevalue(who), "invitation_make").status_code == 403
    assert not Invitation.all_orgs.exists()


def test_another_office_cannot_take_an_invitation_back(asha, chitra):
    invite(asha)

    answer = post(chitra, "invitation_revoke", Invitation.all_orgs.get().pk)

    assert answer.status_code == 404
    assert Invitation.all_orgs.get().revoked_at is None


def test_nobody_is_made_owner_by_a_link(asha):
    assert post(asha, "invitation_make", role="owner").status_code == 422
    assert "Invite somebody" in see(asha, "office")
