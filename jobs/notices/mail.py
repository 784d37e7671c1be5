"""E-mails about ended jobs: text and HTML, by whatever mail server the settings name."""

from __future__ import annotations

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from jobs.domain.states import JobStatus
from jobs.models import MailNotice
from jobs.notices.addresses import address_of_job
from jobs.notices.outbox import NotDelivered, send_due
from jobs.queries.stored_texts import translated
from organizations.language import language_of

NEWS = {
    JobStatus.COMPLETED: (
        gettext_noop("%(title)s, job %(number)s, is done"),
        gettext_noop("%(title)s (job %(number)s) is done."),
    ),
    JobStatus.FAILED: (
        gettext_noop("%(title)s, job %(number)s, has failed"),
        gettext_noop("%(title)s (job %(number)s) has failed."),
    ),
}
OTHER_NEWS = (
    gettext_noop("%(title)s, job %(number)s, has ended"),
    gettext_noop("%(title)s (job %(number)s) has ended."),
)


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
    """In the language of its person.

    The same notice always has the same Message-ID, so that a second copy can be told.
    """
    with translation.override(language_of(notice.user)):
        return _compose(notice)


def _compose(notice: MailNotice) -> EmailMultiAlternatives:
    job = notice.job
    title = str(job.result.get("metadata", {}).get("title", "")) or str(job)
    named = {"title": translated(title), "number": job.number}
    heading, news = NEWS.get(job.state, OTHER_NEWS)
    context = {
        "job": job,
        "title": named["title"],
        "news": gettext(news) % named,
        "language": translation.get_language(),
        "url": address_of_job(job),
        "settings_url": f"{settings.SITE_URL}/notices/",
    }
    # A line break in a subject would begin a header of its own.
    subject = " ".join((gettext(heading) % named).split())
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
