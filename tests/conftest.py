"""The cast: asha owns an office, bala is her clerk, vani only views, chitra is another office."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from jobs.domain.outcomes import FileType, JobType
from jobs.models import Job, OutputFile
from organizations.domain.roles import Role
from organizations.models import Membership, Organization, User
from organizations.services import create_organization

# Whole products that are started and stopped, long walks, and large amounts: `make
# test-slow`, so that `make test` stays short enough to be run before each commit.
SLOW = (
    "tests/browser/test_admin_desk.py",
    "tests/browser/test_back.py",
    "tests/browser/test_bar_glides.py",
    "tests/browser/test_batch.py",
    "tests/browser/test_dialog_closes.py",
    "tests/browser/test_double_submit.py",
    "tests/browser/test_formats.py",
    "tests/browser/test_history.py",
    "tests/browser/test_keyboard_only.py",
    "tests/browser/test_languages.py",
    "tests/browser/test_later_bill.py",
    "tests/browser/test_links_in_forms.py",
    "tests/browser/test_people.py",
    "tests/browser/test_preview.py",
    "tests/browser/test_print.py",
    "tests/browser/test_same_job_everywhere.py",
    "tests/browser/test_web_restart.py",
    "tests/desk/",
    "tests/isolation/",
    "tests/jobs/engine/test_child_of_a_worker.py",
    "tests/jobs/engine/test_database_away.py",
    "tests/jobs/engine/test_hostile_workbook.py",
    "tests/jobs/engine/test_running_worker.py",
    "tests/jobs/history/test_hundred_thousand.py",
    "tests/jobs/serve/",
    "tests/operations/test_backup.py",
    "tests/operations/test_fifty_at_once.py",
    "tests/organizations/test_large_export.py",
    "tests/roundtrip/",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker("slow")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--pictures", action="store_true", help="take docs/screenshots anew"
    )


PASSWORD = "a-long-secret-9"


@pytest.fixture
def asha(db: None) -> Membership:
    return _founder("asha@office.example", "R&B Sub-Division, Warangal")


@pytest.fixture
def office(asha: Membership) -> Organization:
    return asha.organization


@pytest.fixture
def bala(office: Organization) -> Membership:
    return _join(office, "bala@office.example", Role.MEMBER)


@pytest.fixture
def vani(office: Organization) -> Membership:
    return _join(office, "vani@office.example", Role.VIEWER)


@pytest.fixture
def chitra(db: None) -> Membership:
    return _founder("chitra@elsewhere.example", "R&B Sub-Division, Karimnagar")


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path) -> Iterator[None]:
    """Uploads and outputs of a test live in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"
    yield


def sign_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def know_again(session: SessionBase, user: User) -> None:
    """As if the password had been typed a moment ago, for the pages that ask for it."""
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def _founder(email: str, office: str) -> Membership:
    user = User.objects.create_user(email, PASSWORD)
    organization = create_organization(name=office, owner=user)
    return Membership.objects.get(organization=organization, user=user)


def _join(office: Organization, email: str, role: Role) -> Membership:
    user = User.objects.create_user(email, PASSWORD)
    return Membership.objects.create(organization=office, user=user, role=role.value)


@pytest.fixture
def make_job(db: None) -> Callable[..., Job]:
    """A stored job of the member's office, whatever its state; nothing is enqueued."""

    def make(member: Membership, **fields: Any) -> Job:
        number = Job.objects.for_org(member.organization).count() + 1
        Organization.objects.filter(pk=member.organization_id).update(
            last_job_number=number
        )
        defaults: dict[str, Any] = {
            "organization": member.organization,
            "user": member.user,
            "job_type": JobType.GENERATE_BILL.value,
            "number": number,
            "fingerprint": f"fingerprint-{number}",
            "idempotency_key": f"key-{number}",
            "result": {"metadata": {"title": "CC First & Part Bill"}},
        }
        return Job.objects.create(**defaults | fields)  # type: ignore[misc]  # any field

    return make


@pytest.fixture
def make_output(db: None) -> Callable[..., OutputFile]:
    def make(job: Job, filename: str = "Bills.xlsx", **fields: Any) -> OutputFile:
        output = OutputFile(
            organization=job.organization,
            user=job.user,
            job=job,
            filename=filename,
            file_type=FileType.EXCEL.value,
            file_size=7,
            expires_at=timezone.now() + timedelta(days=30),
            **fields,
        )
        output.file.save(filename, ContentFile(b"content"), save=False)
        output.save(force_insert=True)
        return output

    return make
