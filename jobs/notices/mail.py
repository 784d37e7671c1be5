"""E-mails about ended jobs: text and HTML, by whatever mail server the settings name."""

from __future__ import annotations

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string

from jobs.domain.states import JobStatus
from jobs.models import MailNotice
from jobs.notices.addresses import address_of_job
from jobs.notices.outbox import NotDelivered, send_due

WORDS = {JobStatus.COMPLETED: "is done", JobStatus.FAILED: "has failed"}


def send_due_mail() -> str:
    return send_due(MailNotice, send_mail)


def send_mail(notice: MailNotice) -> None:
    """Raises: NotDelivered."""
    try:
        # Opened here, so that it is closed when the server refuses something.
        with get_connection() as connection:
            mail = compose(notice)
            mail.connection = connection
            mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        reason = f"The mail server refused the address: {error}"
        raise NotDelivered(reason, is_final=True) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotDelivered(f"The mail server did not take it: {error}") from error


def compose(notice: MailNotice) -> EmailMultiAlternatives:
    """The same notice always has the same Message-ID, so that a second copy can be told."""
    job = notice.job
    title = str(job.result.get("metadata", {}).get("title", "")) or str(job)
    words = WORDS.get(job.state, "has ended")
    context = {
        "job": job,
        "title": title,
        "words": words,
        "url": address_of_job(job),
        "settings_url": f"{settings.SITE_URL}/notices/",
    }
    # A line break in a subject would begin a header of its own.
    subject = " ".join(f"{title}, job {job.number}, {words}".split())
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("mail/job_ended.txt", context),
        to=[notice.user.email],
        headers={
            "Message-ID": f"<job-{job.pk}-{notice.user_id}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(
        render_to_string("mail/job_ended.html", context), "text/html"
    )
    return mail
