"""The operator's desk shows every model and keeps history unchanged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.domain.states import JobStatus
from jobs.models import Job, JobEvent
from jobs.queries.usage import find_usage
from organizations.models import AuditEvent, Membership, User
from organizations.services import close_organization

pytestmark = pytest.mark.django_db

OPERATOR = "op@desk.example"
OUR_MODELS = [
    model
    for app in ("organizations", "jobs", "bills", "documents")
    for model in apps.get_app_config(app).get_models()
]


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser(OPERATOR, "x"))
    return client


def done_by_operator(member: Membership) -> list[tuple[str, str]]:
    """Deed and what about, as the office's audit trail has it."""
    events = AuditEvent.objects.for_org(member.organization)
    return list(events.filter(user__email=OPERATOR).values_list("deed", "about"))


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
    event = job.events.get(kind=JobEvent.Kind.CANCELLED)
    assert event.actor.email == OPERATOR
    assert done_by_operator(asha) == [("job_controlled", f"{job}: cancel")]


def test_the_retry_action_repeats_only_failed_jobs(desk, asha, make_job):
    failed = make_job(asha, status=JobStatus.FAILED.value)
    done = make_job(asha, status=JobStatus.COMPLETED.value)

    desk.post(
        reverse("admin:jobs_job_changelist"),
        {"action": "retry_selected", "_selected_action": [failed.pk, done.pk]},
    )

    again = Job.objects.for_org(asha.organization).exclude(pk__in=[failed.pk, done.pk])
    assert [job.parent_id for job in again] == [failed.pk]
    assert again[0].user == asha.user
    assert again[0].events.get(kind=JobEvent.Kind.CREATED).actor.email == OPERATOR
    assert [deed for deed, _ in done_by_operator(asha)] == ["job_started"]


def test_nothing_is_run_again_in_a_closed_office(desk, asha, make_job):
    failed = make_job(asha, status=JobStatus.FAILED.value)
    close_organization(actor=asha, typed_name=asha.organization.name)

    answer = desk.post(
        reverse("admin:jobs_job_changelist"),
        {"action": "retry_selected", "_selected_action": [failed.pk]},
        follow=True,
    )

    assert "0 jobs run again" in answer.content.decode()
    assert Job.all_orgs.count() == 1


def test_an_office_is_shown_with_what_it_uses(desk, asha, bala, make_job, make_output):
    make_output(make_job(asha, status="running"))
    old = make_job(asha, status="completed")
    Job.all_orgs.filter(pk=old.pk).update(
        created_at=timezone.now() - timedelta(days=31)
    )

    usage = find_usage([asha.organization_id])[asha.organization_id]

    assert (usage.people, usage.recent_jobs, usage.running) == (2, 1, 1)
    assert usage.stored_bytes == 7
    assert usage.active_at is not None
    page = desk.get(reverse("admin:organizations_organization_changelist"))
    assert "7\xa0bytes" in page.content.decode()


def test_suspending_at_the_desk_stops_the_jobs(desk, asha, make_job):
    job, office = make_job(asha), asha.organization

    desk.post(
        reverse("admin:organizations_organization_change", args=[office.pk]),
        {
            "name": office.name,
            "plan": office.plan,
            "retention_days": 30,
            "suspension_reason": "Not paid.",
            "memberships-TOTAL_FORMS": 0,
            "memberships-INITIAL_FORMS": 0,
        },
    )

    office.refresh_from_db()
    job.refresh_from_db()
    assert (office.is_active, office.suspension_reason) == (False, "Not paid.")
    assert job.status == "cancelled"
    assert done_by_operator(asha) == [("office_suspended", "Not paid.")]
