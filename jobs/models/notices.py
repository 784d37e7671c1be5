"""Who is told how of an ended job, and the rows of what is to be sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jobs.models.jobs import Job
from organizations.models import OrgOwnedModel


class MailChoice(models.Model):
    """After which jobs a person wants an e-mail."""

    class After(models.TextChoices):
        NEVER = "never", _("Never")
        FAILED = "failed", _("Only when a job has failed")
        LONG = "long", _("When a long job has ended, or one has failed")
        EVERY = "every", _("After every job")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice"
    )
    after = models.CharField(max_length=10, choices=After, default=After.LONG)

    class Meta:
        ordering = ["user"]

    def __str__(self) -> str:
        return f"{self.user}: {self.after}"


class Delivery(OrgOwnedModel):
    """Something that is to reach somebody; it is tried until it did or may not any more."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgOwnedModel.Meta):
        abstract = True
        ordering = ["-created_at"]


class MailNotice(Delivery):
    """An e-mail to the person who started the job."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="mail_notices")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_notices"
    )

    class Meta(Delivery.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["job", "user"], name="one_mail_per_job_and_person"
            )
        ]
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return f"{self.job} to {self.user}"


class Webhook(OrgOwnedModel):
    """An address that the office wants to be told of ended jobs."""

    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=100)
    old_secret = models.CharField(
        max_length=100, blank=True, help_text="Signs too, until the next change."
    )
    is_active = models.BooleanField(default=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="webhooks"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(Delivery):
    """One message to a webhook, with what was answered."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    job = models.ForeignKey(
        Job, models.CASCADE, null=True, blank=True, related_name="webhook_deliveries"
    )
    event = models.CharField(max_length=30)
    body = models.TextField()
    status_code = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    took_ms = models.PositiveIntegerField(null=True, blank=True)

    class Meta(Delivery.Meta):
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "job", "event"], name="one_message_per_event"
            )
        ]
        indexes = [models.Index(fields=["state", "next_try_at"])]

    def __str__(self) -> str:
        return f"{self.event} to {self.webhook}"
