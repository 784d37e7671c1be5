"""The rows that are polled: offices of twenty people, each of whom watches a running job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from jobs.domain.outcomes import JobType
from jobs.models import Job
from jobs.queries import get_job_view
from organizations.domain.roles import Role
from organizations.models import Membership, User
from organizations.services import create_organization

PEOPLE_OF_AN_OFFICE = 20
STEP = "Writing the bill"


@dataclass(frozen=True)
class Watcher:
    """Somebody signed in with a job's page open."""

    cookie: str
    job_id: UUID
    member_id: int

    def address(self) -> str:
        """Of the poll that has nothing to tell as long as the job stays as it is now."""
        member = Membership.objects.get(pk=self.member_id)
        job = get_job_view(viewer=member, job_id=self.job_id)
        return f"{job.fragment_url}?seen=running&shown={job.version}"


def make_watchers(how_many: int) -> list[Watcher]:
    password = make_password(uuid4().hex)
    users = User.objects.bulk_create(
        User(email=f"{number}@bench.example", password=password)
        for number in range(how_many)
    )
    watchers = []
    for start in range(0, how_many, PEOPLE_OF_AN_OFFICE):
        watchers += _open_office(users[start : start + PEOPLE_OF_AN_OFFICE])
    return watchers


def start_anew(watchers: list[Watcher]) -> None:
    """The jobs are new and alive: their pages poll once a second, and are quiet for ten."""
    now = timezone.now()
    Job.all_orgs.filter(pk__in=[each.job_id for each in watchers]).update(
        created_at=now, started_at=now, heartbeat_at=now
    )


def _open_office(users: list[User]) -> list[Watcher]:
    office = create_organization(name=f"Bench {users[0].email}", owner=users[0])
    Membership.objects.bulk_create(
        Membership(organization=office, user=user, role=Role.MEMBER.value)
        for user in users[1:]
    )
    members = Membership.objects.filter(organization=office).select_related("user")
    now = timezone.now()
    return [
        Watcher(
            cookie=f"{settings.SESSION_COOKIE_NAME}={_sign_in(member.user)}",
            job_id=_start_job(member, number, now).pk,
            member_id=member.pk,
        )
        for number, member in enumerate(members, start=1)
    ]


def _start_job(member: Membership, number: int, now: datetime) -> Job:
    return Job.objects.create(
        organization=member.organization,
        user=member.user,
        job_type=JobType.GENERATE_BILL.value,
        number=number,
        fingerprint=f"f{number}",
        idempotency_key=f"k{number}",
        status="running",
        progress=40,
        current_step=STEP,
        attempt=1,
        sent_at=now,
        started_at=now,
        heartbeat_at=now,
        result={"metadata": {"title": "CC First & Part Bill"}},
    )


def _sign_in(user: User) -> str:
    """The session's key; the session holds what signing in through the page puts there."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [
        {"method": "password", "at": 1764300000.5, "email": user.email}
    ]
    session.set_expiry(settings.SESSION_COOKIE_AGE)
    session.create()
    assert session.session_key
    return session.session_key
