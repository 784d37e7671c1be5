"""Deleting one's account: said plainly, refused while others depend on it, and thorough."""

from __future__ import annotations

import pytest

from jobs.models import JobEvent
from organizations.models import Membership, User
from tests.conftest import sign_in
from tests.organizations.posts import is_in, log_in, post, see

pytestmark = pytest.mark.django_db

TYPED = {"password": "a-long-secret-9"}


def test_a_member_goes_and_the_jobs_stay_without_the_name(asha, bala, make_job):
    job = make_job(bala, status="cancelled")
    JobEvent.objects.create(job=job, actor=bala.user, kind=JobEvent.Kind.CREATED)
    client = sign_in(bala)
    assert "stay there" in see(client, "account_delete")

    post(client, "account_delete", **TYPED)

    assert not is_in(client)
    assert not is_in(log_in("bala@office.example"))
    assert not User.objects.filter(email="bala@office.example").exists()
    text = see(asha, "job_detail", job.pk)
    assert "A former member" in text
    assert "bala@office.example" not in text


def test_the_owner_must_hand_over_an_office_where_others_work(asha, bala):
    text = see(asha, "account_delete")
    assert "Hand these over first" in text

    assert post(asha, "account_delete", **TYPED).status_code == 409

    assert is_in(log_in(asha.user.email))


def test_an_office_of_nobody_else_is_closed_with_the_account(chitra):
    assert "Karimnagar, where nobody else works, is closed" in see(
        chitra, "account_delete"
    )

    post(chitra, "account_delete", **TYPED)

    chitra.organization.refresh_from_db()
    assert chitra.organization.closed_at
    assert not Membership.objects.filter(organization=chitra.organization).exists()


def test_without_the_password_nothing_happens(chitra):
    assert post(chitra, "account_delete", password="guess").status_code == 422

    assert User.objects.filter(email="chitra@elsewhere.example").exists()
