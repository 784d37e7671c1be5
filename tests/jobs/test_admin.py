"""The operator's desk shows every model and keeps history unchanged."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from jobs.domain.states import JobStatus
from jobs.models import Job, JobEvent
from organizations.models import User

pytestmark = pytest.mark.django_db

OUR_MODELS = [
    model
    for app in ("organizations", "jobs", "bills", "documents")
    for model in apps.get_app_config(app).get_models()
]


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("op@desk.example", "x"))
    return client


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_every_model_has_a_searchable_list(desk, model, asha, make_job, make_output):
    make_output(make_job(asha))
    meta = model._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")

    assert admin.site._registry[model].search_fields
    assert admin.site._registry[model].list_filter
    assert desk.get(address, {"q": "asha"}).status_code == 200


def test_a_job_can_be_seen_but_not_edited_or_deleted(desk, asha, make_job):
    job = make_job(asha)
    change = reverse("admin:jobs_job_change", args=[job.pk])

    assert desk.get(change).status_code == 200
    assert desk.post(change, {"status": "completed"}).status_code == 403
    assert (
        desk.post(
            reverse("admin:jobs_job_delete", args=[job.pk]), {"post": "yes"}
        ).status_code
        == 403
    )


def test_the_cancel_action_cancels_queued_jobs(desk, asha, make_job):
    job = make_job(asha)

    desk.post(
        reverse("admin:jobs_job_changelist"),
        {"action": "cancel_selected", "_selected_action": [job.pk]},
    )

    job.refresh_from_db()
    assert job.status == "cancelled"
    assert job.events.filter(kind=JobEvent.Kind.CANCELLED).count() == 1


def test_the_retry_action_repeats_only_failed_jobs(desk, asha, make_job):
    failed = make_job(asha, status=JobStatus.FAILED.value)
    done = make_job(asha, status=JobStatus.COMPLETED.value)

    desk.post(
        reverse("admin:jobs_job_changelist"),
        {"action": "retry_selected", "_selected_action": [failed.pk, done.pk]},
    )

    again = Job.objects.for_org(asha.organization).exclude(pk__in=[failed.pk, done.pk])
    assert [job.parent_id for job in again] == [failed.pk]
