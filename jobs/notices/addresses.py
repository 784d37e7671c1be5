"""Addresses of pages as somebody outside the browser needs them."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from jobs.models import Job


def address_of_job(job: Job) -> str:
    return f"{settings.SITE_URL}{reverse('job_detail', args=[job.pk])}"
