"""What the operator may do with each kind of row is one table, and history is not in it."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from organizations.models import User
from tests.desk.rows import make_row

pytestmark = pytest.mark.django_db

ADD, CHANGE, DELETE = "add", "change", "delete"
NOTHING: set[str] = set()

MAY = {
    "auth.Group": {ADD, CHANGE, DELETE},
    "account.EmailAddress": NOTHING,
    "mfa.Authenticator": {DELETE},  # of somebody who lost the telephone
    "usersessions.UserSession": NOTHING,
    "organizations.User": {ADD, CHANGE},
    "organizations.Organization": {CHANGE},
    "organizations.Membership": NOTHING,
    "organizations.ApiToken": NOTHING,
    "organizations.Invitation": NOTHING,
    "organizations.AuditEvent": NOTHING,
    "jobs.Job": NOTHING,
    "jobs.FurtherFile": NOTHING,
    "jobs.JobEvent": NOTHING,
    "jobs.Upload": NOTHING,
    "jobs.OutputFile": NOTHING,
    "jobs.WorkerBeat": NOTHING,
    "jobs.Chore": NOTHING,
    "jobs.MailChoice": NOTHING,
    "jobs.MailNotice": NOTHING,
    "jobs.Webhook": NOTHING,
    "jobs.WebhookDelivery": NOTHING,
    "bills.Reading": NOTHING,
    "bills.ReadingSheet": NOTHING,
    "bills.ReadingRows": NOTHING,
    "bills.RememberedLayout": NOTHING,
    "bills.RegisteredWork": NOTHING,
    "bills.MadeBill": NOTHING,
    "documents.SavedLetterSettings": NOTHING,
    "documents.OwnLetter": NOTHING,
    "documents.Format": NOTHING,
    "documents.FormatVersion": NOTHING,
    "documents.FormatCopy": NOTHING,
    "documents.Filling": NOTHING,
}
DESKS = {model._meta.label: desk for model, desk in admin.site._registry.items()}


@pytest.fixture
def operator() -> User:
    return User.objects.create_superuser("op@desk.example", "x")


@pytest.fixture
def client(operator) -> Client:
    client = Client()
    client.force_login(operator)
    return client


def test_the_table_names_every_kind_of_row():
    assert set(MAY) == set(DESKS)


@pytest.mark.parametrize("label", sorted(MAY))
def test_the_desk_allows_what_the_table_says(operator, label):
    desk, request = DESKS[label], RequestFactory().get("/")
    request.user = operator

    allowed = {
        deed
        for deed, may in (
            (ADD, desk.has_add_permission(request)),
            (CHANGE, desk.has_change_permission(request)),
            (DELETE, desk.has_delete_permission(request)),
        )
        if may
    }

    assert allowed == MAY[label]
    assert ("delete_selected" in desk.get_actions(request)) == (DELETE in MAY[label])


@pytest.mark.parametrize("label", sorted(set(MAY) - {"auth.Group"}))
def test_a_post_that_is_not_in_the_table_is_refused_and_changes_nothing(client, label):
    model = DESKS[label].model
    row = make_row(model)
    before = model._base_manager.filter(pk=row.pk).values().get()
    meta = model._meta
    name = f"admin:{meta.app_label}_{meta.model_name}"

    if ADD not in MAY[label]:
        assert client.post(reverse(f"{name}_add"), {"x": "y"}).status_code == 403
    if CHANGE not in MAY[label]:
        page = reverse(f"{name}_change", args=[row.pk])
        typed = {field.name: "9" for field in meta.fields}
        assert client.post(page, typed).status_code == 403
    if DELETE not in MAY[label]:
        page = reverse(f"{name}_delete", args=[row.pk])
        assert client.post(page, {"post": "yes"}).status_code == 403
        client.post(
            reverse(f"{name}_changelist"),
            {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
        )

    assert model._base_manager.filter(pk=row.pk).values().get() == before
