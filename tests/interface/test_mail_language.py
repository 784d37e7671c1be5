"""A mail speaks the language of the person it goes to, not of whoever caused it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import timezone

from jobs.models import MailNotice
from jobs.notices.mail import compose
from tests.organizations.posts import invite

pytestmark = pytest.mark.django_db


def notice_of(member, job):
    return MailNotice(
        organization=member.organization,
        user=member.user,
        job=job,
        next_try_at=timezone.now(),
    )


def speak(member, language: str) -> None:
    member.user.language = language
    member.user.save()


def test_an_ended_job_is_told_in_the_person_s_language(asha, make_job):
    speak(asha, "te")
    job = make_job(asha, status="completed")

    message = compose(notice_of(asha, job))

    assert message.subject == f"CC First & Part Bill, జాబ్ {job.number}, పూర్తయింది"
    assert "పూర్తయింది." in message.body
    assert '<html lang="te">' in str(message.alternatives[0][0])


def test_who_never_chose_is_written_to_in_english(asha, make_job):
    message = compose(notice_of(asha, make_job(asha, status="failed")))

    assert message.subject == "CC First & Part Bill, job 1, has failed"


def test_an_invitation_speaks_the_language_of_the_invited_person(asha, chitra):
    speak(asha, "te")
    speak(chitra, "hi")

    invite(asha, email=chitra.user.email)

    assert "आमंत्रण" in mail.outbox[0].subject
    assert "भूमिका: सदस्य" in mail.outbox[0].body


def test_an_invitation_to_a_stranger_speaks_the_inviter_s(asha):
    speak(asha, "te")

    invite(asha, email="new@office.example")

    assert "ఆహ్వానం" in mail.outbox[0].subject
