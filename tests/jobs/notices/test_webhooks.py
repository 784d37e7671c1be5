"""Webhooks of an office: told of its ended jobs, signed, tried again, and logged."""

from __future__ import annotations

import json
import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.urls import reverse
from django.utils import timezone

from jobs.models import Webhook, WebhookDelivery
from jobs.notices import outbox, safe_http
from jobs.notices.outbox import send_due
from jobs.notices.webhooks import add_webhook, deliver_due, sign
from tests.conftest import sign_in
from tests.jobs.engine.conftest import one_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def hook(asha, receiver) -> Webhook:
    return add_webhook(actor=asha, url=receiver.url)[0]


def change(member, hook, deed: str):
    return sign_in(member).post(
        reverse("webhook_change", args=[hook.pk]), {"deed": deed}
    )


def make_due() -> None:
    WebhookDelivery.all_orgs.update(next_try_at=timezone.now())


def test_an_ended_job_is_told_without_figures_and_files(
    asha, hook, receiver, make_job, run
):
    job = run(make_job(asha), lambda it: one_file())

    assert deliver_due() == "1 sent, 0 not"
    assert deliver_due() == "0 sent, 0 not"

    [(headers, body)] = receiver.posts
    told = json.loads(body)
    assert told["event"] == "job.completed"
    assert told["job"]["id"] == str(job.pk)
    assert set(told["job"]) == {"id", "number", "kind", "title", "status", "url"}
    message = WebhookDelivery.all_orgs.get()
    assert (message.state, message.status_code, message.answer) == (
        "sent",
        200,
        "thank you",
    )
    assert headers["Worksbill-Id"] == str(message.pk)


def test_the_signature_is_of_id_time_and_body(asha, hook, receiver, make_job, run):
    run(make_job(asha), lambda it: one_file())
    deliver_due()

    [(headers, body)] = receiver.posts
    at = int(headers["Worksbill-Timestamp"])
    assert abs(at - time.time()) < 60
    expected = sign(hook.secret, headers["Worksbill-Id"], at, body)
    assert headers["Worksbill-Signature"] == expected
    assert sign("another", headers["Worksbill-Id"], at, body) != expected


def test_the_receiver_of_the_documentation_accepts_it_and_nothing_else(
    asha, hook, receiver, make_job, run
):
    run(make_job(asha), lambda it: one_file())
    deliver_due()
    [(headers, body)] = receiver.posts
    text = (Path(project_settings.BASE_DIR) / "docs" / "webhooks.md").read_text()
    [example] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)  # noqa: S102 - our own page
    is_ours = names["is_from_worksbill"]

    assert is_ours(hook.secret, headers, body.encode())
    assert not is_ours("wrong", headers, body.encode())
    assert not is_ours(hook.secret, headers, body.encode() + b" ")
    old = {**headers, "Worksbill-Timestamp": str(int(time.time()) - 600)}
    assert not is_ours(hook.secret, old, body.encode())


def test_after_a_change_both_secrets_sign(asha, hook, receiver, make_job, run):
    before = hook.secret
    page = change(asha, hook, "secret").content.decode()
    hook.refresh_from_db()
    assert hook.secret in page
    assert hook.secret != before

    run(make_job(asha), lambda it: one_file())
    deliver_due()

    [(headers, body)] = receiver.posts
    at = int(headers["Worksbill-Timestamp"])
    signatures = headers["Worksbill-Signature"].split()
    assert signatures == [
        sign(secret, headers["Worksbill-Id"], at, body)
        for secret in (hook.secret, before)
    ]


def test_a_secret_is_shown_once(asha, receiver):
    page = sign_in(asha).post(reverse("webhook_add"), {"url": receiver.url})
    secret = Webhook.all_orgs.get().secret

    assert secret in page.content.decode()
    assert secret not in sign_in(asha).get(reverse("notices")).content.decode()


def test_a_receiver_that_says_no_is_asked_again(asha, hook, receiver, make_job, run):
    receiver.status = 503
    run(make_job(asha), lambda it: one_file())

    assert deliver_due() == "0 sent, 1 not"

    message = WebhookDelivery.all_orgs.get()
    assert (message.state, message.attempts, message.status_code) == ("waiting", 1, 503)
    assert message.next_try_at > timezone.now()
    first = receiver.posts[0][0]["Worksbill-Id"]
    receiver.status = 200
    make_due()
    assert deliver_due() == "1 sent, 0 not"
    assert receiver.posts[1][0]["Worksbill-Id"] == first


def test_the_tries_have_an_end_and_a_person_may_send_again(
    asha, hook, receiver, make_job, run, settings
):
    receiver.status = 500
    run(make_job(asha), lambda it: one_file())
    for _ in range(len(settings.NOTICE_RETRY_DELAYS) + 1):
        make_due()
        deliver_due()
    message = WebhookDelivery.all_orgs.get()
    assert message.state == "failed"
    page = sign_in(asha).get(reverse("notices")).content.decode()
    assert "The receiver answered 500." in page

    receiver.status = 200
    sign_in(asha).post(reverse("delivery_again", args=[message.pk]))
    assert deliver_due() == "1 sent, 0 not"


def test_a_redirect_is_not_followed(asha, hook, receiver, make_job, run):
    receiver.status, receiver.headers = 302, {"Location": receiver.url}
    run(make_job(asha), lambda it: one_file())

    deliver_due()

    assert len(receiver.posts) == 1
    assert WebhookDelivery.all_orgs.get().state == "waiting"


def test_of_a_long_answer_the_beginning_is_kept(asha, hook, receiver, make_job, run):
    receiver.body = b"x" * 5_000_000
    run(make_job(asha), lambda it: one_file())

    deliver_due()

    assert WebhookDelivery.all_orgs.get().answer == "x" * 500


def test_a_receiver_that_dawdles_is_left(
    asha, hook, receiver, make_job, run, monkeypatch
):
    monkeypatch.setattr(safe_http, "WHOLE_TIMEOUT", 1.0)
    receiver.pause, receiver.body = 0.1, b"x" * 600
    receiver.headers = {"Content-Length": "600"}
    run(make_job(asha), lambda it: one_file())
    began = time.monotonic()

    assert deliver_due() == "0 sent, 1 not"

    assert time.monotonic() - began < 10
    assert WebhookDelivery.all_orgs.get().state == "waiting"


def test_a_name_that_is_not_known_now_is_asked_again(asha, hook, make_job, run):
    Webhook.all_orgs.update(url="https://no-such-host.invalid/")
    run(make_job(asha), lambda it: one_file())

    deliver_due()

    message = WebhookDelivery.all_orgs.get()
    assert (message.state, message.attempts) == ("waiting", 1)
    assert "is not known" in message.error


def test_an_address_that_has_moved_inside_is_given_up(
    asha, hook, receiver, make_job, run, settings
):
    settings.WEBHOOK_ALLOWED_HOSTS = []
    Webhook.all_orgs.update(url="https://10.0.0.1/")
    run(make_job(asha), lambda it: one_file())

    deliver_due()

    assert WebhookDelivery.all_orgs.get().state == "failed"


def test_a_process_sends_in_one_thread_so_that_the_others_do_jobs(
    asha, hook, receiver, make_job, run
):
    run(make_job(asha), lambda it: one_file())
    meanwhile: list[str] = []

    def send(message: WebhookDelivery) -> None:
        meanwhile.append(deliver_due())

    assert send_due(WebhookDelivery, send) == "1 sent, 0 not"
    assert meanwhile == ["being sent already"]
    assert receiver.posts == []


def test_what_is_left_after_a_minute_is_of_the_next_run(
    asha, hook, receiver, make_job, run, monkeypatch
):
    run(make_job(asha), lambda it: one_file())
    monkeypatch.setattr(outbox, "RUN_FOR", timedelta(0))

    assert deliver_due() == "0 sent, 0 not"


def test_a_test_message_is_about_no_job(asha, hook, receiver):
    change(asha, hook, "test")

    deliver_due()

    assert json.loads(receiver.posts[0][1])["event"] == "test"


def test_one_that_is_switched_off_or_removed_is_told_nothing(
    asha, hook, receiver, make_job, run
):
    change(asha, hook, "off")
    run(make_job(asha), lambda it: one_file())
    assert not WebhookDelivery.all_orgs.exists()

    change(asha, hook, "on")
    change(asha, hook, "remove")
    assert not Webhook.all_orgs.exists()


def test_only_who_manages_the_office_sees_and_changes_them(
    asha, bala, vani, chitra, hook, receiver
):
    for member in (bala, vani):
        assert receiver.url not in sign_in(member).get("/notices/").content.decode()
        assert change(member, hook, "remove").status_code == 403
        add = sign_in(member).post(reverse("webhook_add"), {"url": receiver.url})
        assert add.status_code == 403
    assert change(chitra, hook, "remove").status_code == 404
    assert Webhook.all_orgs.count() == 1


def test_another_office_sees_neither_addresses_nor_messages(
    asha, chitra, hook, receiver
):
    change(asha, hook, "test")
    message = reverse("delivery_again", args=[WebhookDelivery.all_orgs.get().pk])

    for member, sees in ((asha, True), (chitra, False)):
        page = sign_in(member).get("/notices/").content.decode()
        assert (receiver.url in page) is sees
        assert (message in page) is sees


def test_jobs_of_another_office_are_not_told(chitra, hook, receiver, make_job, run):
    run(make_job(chitra), lambda it: one_file())

    assert not WebhookDelivery.all_orgs.exists()
    assert deliver_due() == "0 sent, 0 not"


def test_an_office_with_a_webhook_of_its_own_tells_that_one_only(
    chitra, hook, make_job, run
):
    own = Webhook.objects.create(
        organization=chitra.organization,
        user=chitra.user,
        url="https://c.example/",
        secret="s",
    )

    run(make_job(chitra), lambda it: one_file())

    assert [each.webhook for each in WebhookDelivery.all_orgs.all()] == [own]


def test_what_is_no_deed_is_not_found(asha, hook):
    assert change(asha, hook, "explode").status_code == 404
