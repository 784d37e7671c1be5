"""An e-mail when a job has ended, as its person wants it, through a real mail server."""

from __future__ import annotations

import email
import email.policy
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from jobs.models import MailChoice, MailNotice
from jobs.notices.mail import send_due_mail
from tests.conftest import sign_in
from tests.jobs.engine.conftest import one_file

pytestmark = pytest.mark.django_db


def choose(member, after: str) -> None:
    sign_in(member).post("/notices/", {"after": after})


def fail(it):
    raise ValueError("broken")


def mails(folder: Path):
    return [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in sorted(folder.iterdir())
    ]


def make_due() -> None:
    MailNotice.all_orgs.update(next_try_at=timezone.now())


@pytest.mark.parametrize(
    ("after", "work", "hours", "told"),
    [
        ("never", fail, 1, False),
        ("failed", fail, 0, True),
        ("failed", one_file, 1, False),
        ("long", one_file, 0, False),
        ("long", one_file, 1, True),
        ("long", fail, 0, True),
        ("every", one_file, 0, True),
    ],
)
def test_who_is_written_to(asha, make_job, run, after, work, hours, told):
    choose(asha, after)
    job = make_job(asha)
    type(job).all_orgs.filter(pk=job.pk).update(
        created_at=timezone.now() - timedelta(hours=hours)
    )
    job.refresh_from_db()

    run(job, fail if work is fail else lambda it: one_file())

    assert MailNotice.all_orgs.filter(job=job, user=asha.user).exists() is told


def test_without_a_choice_long_and_failed_jobs_are_told(asha, make_job, run):
    run(make_job(asha), fail)
    run(make_job(asha), lambda it: one_file())

    assert MailNotice.all_orgs.count() == 1


def test_a_cancelled_job_is_not_told(asha, make_job):
    from jobs.engine import request_cancel

    choose(asha, "every")
    request_cancel(make_job(asha), asha.user)

    assert not MailNotice.all_orgs.exists()


def test_the_mail_says_what_ended_and_where_it_is(
    asha, make_job, run, mail_server, settings
):
    settings.SITE_URL = "https://bills.example.in"
    choose(asha, "every")
    title = "బిల్లు & <First>\r\nBcc: all@example.in"
    job = run(
        make_job(asha, result={"metadata": {"title": title}}), lambda it: one_file()
    )

    assert send_due_mail() == "1 sent, 0 not"
    assert send_due_mail() == "0 sent, 0 not"

    [mail] = mails(mail_server)
    assert (
        mail["Subject"].strip().startswith("బిల్లు & <First> Bcc: all@example.in, job 1")
    )
    assert mail["Bcc"] is None
    assert mail["To"] == "asha@office.example"
    assert mail["Message-ID"] == f"<job-{job.pk}-{asha.user_id}@bills.example.in>"
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert f"https://bills.example.in/jobs/{job.pk}/" in text
    assert "బిల్లు &amp; &lt;First&gt;" in html
    assert MailNotice.all_orgs.get().state == "sent"


def test_a_wrong_password_is_tried_again_with_the_reason(
    asha, make_job, run, mail_server, settings
):
    choose(asha, "every")
    run(make_job(asha), lambda it: one_file())
    right, settings.EMAIL_HOST_PASSWORD = settings.EMAIL_HOST_PASSWORD, "wrong"

    assert send_due_mail() == "0 sent, 1 not"

    notice = MailNotice.all_orgs.get()
    assert (notice.state, notice.attempts) == ("waiting", 1)
    assert "535" in notice.error
    assert notice.next_try_at > timezone.now()
    settings.EMAIL_HOST_PASSWORD = right
    make_due()
    assert send_due_mail() == "1 sent, 0 not"
    assert len(mails(mail_server)) == 1


def test_an_address_that_is_none_is_given_up(asha, make_job, run, mail_server):
    choose(asha, "every")
    asha.user.email = "nobody@office.example"
    asha.user.save()
    run(make_job(asha), lambda it: one_file())

    send_due_mail()

    notice = MailNotice.all_orgs.get()
    assert notice.state == "failed"
    assert "refused the address" in notice.error


def test_the_tries_have_an_end(asha, make_job, run, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    choose(asha, "every")
    run(make_job(asha), lambda it: one_file())

    for _ in range(len(settings.NOTICE_RETRY_DELAYS) + 1):
        make_due()
        send_due_mail()

    assert MailNotice.all_orgs.get().state == "failed"


def test_without_a_mail_server_mails_are_files(asha, make_job, run, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    choose(asha, "every")
    run(make_job(asha), lambda it: one_file())

    send_due_mail()

    [written] = (tmp_path / "mail").iterdir()
    assert "job 1" in written.read_text()


def test_the_choice_is_ones_own(asha, bala):
    choose(asha, "never")

    assert MailChoice.objects.get().user == asha.user
    page = sign_in(bala).get("/notices/").content.decode()
    assert 'value="long" id="id_after_2" required checked' in page or "checked" in page
