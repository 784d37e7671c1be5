"""What is to be told of a job's end, written down in the transaction that ends it."""

from __future__ import annotations

import json
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from jobs import engine
from jobs.domain.states import JobStatus
from jobs.models import Job, MailChoice, MailNotice, Webhook, WebhookDelivery
from jobs.notices.addresses import address_of_job

MAIL, HOOKS = "send_mail", "deliver_webhooks"  # the chores that send

After = MailChoice.After


# Asked at every end and mostly answered with "nobody", so it is one question, written out.
WHO_LISTENS = """
    SELECT (SELECT after FROM jobs_mailchoice WHERE user_id = %s),
        EXISTS (SELECT 1 FROM jobs_webhook WHERE organization_id = %s AND is_active)
"""


def note_end(job: Job) -> None:
    """Rows for everybody who is to be told; the sending is the chores'."""
    office = Job.organization.field.get_db_prep_value(job.organization_id, connection)
    with connection.cursor() as cursor:
        cursor.execute(WHO_LISTENS, [job.user_id, office])
        after, has_webhooks = cursor.fetchone()
    if wants_mail(after or After.LONG, job):
        _note_mail(job)
    if has_webhooks:
        _note_webhooks(job)


def wants_mail(after: str, job: Job) -> bool:
    """Whether somebody with that choice is written to after this job."""
    if job.status == JobStatus.CANCELLED.value:
        return False  # they did it themselves
    if after == After.EVERY:
        return True
    if job.status == JobStatus.FAILED.value:
        return after in (After.FAILED, After.LONG)
    return after == After.LONG and _took(job) >= settings.MAIL_LONG_JOB


def describe_event(job: Job) -> dict[str, object]:
    """What a webhook is told: which job and how it ended, no figures and no contents."""
    return {
        "event": f"job.{job.status}",
        "job": {
            "id": str(job.pk),
            "number": job.number,
            "kind": job.job_type,
            "title": str(job.result.get("metadata", {}).get("title", "")),
            "status": job.status,
            "url": address_of_job(job),
        },
        "office": job.organization.slug,
        "at": timezone.now().isoformat(),
    }


def _note_mail(job: Job) -> None:
    MailNotice.objects.for_org(job.organization).get_or_create(
        organization=job.organization,
        job=job,
        user_id=job.user_id,
        defaults={"next_try_at": timezone.now()},
    )
    engine.wake_chore(MAIL)


def _note_webhooks(job: Job) -> None:
    hooks = Webhook.objects.for_org(job.organization).filter(is_active=True)
    for hook in hooks:
        event = describe_event(job)
        WebhookDelivery.objects.for_org(job.organization).get_or_create(
            organization=job.organization,
            webhook=hook,
            job=job,
            event=event["event"],
            defaults={"body": json.dumps(event), "next_try_at": timezone.now()},
        )
        engine.wake_chore(HOOKS)


def _took(job: Job) -> timedelta:
    return (job.completed_at or timezone.now()) - job.created_at
