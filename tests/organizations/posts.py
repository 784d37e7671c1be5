"""Short ways to the pages of people and offices."""

from __future__ import annotations

import re

from django.core import mail
from django.test import Client
from django.urls import reverse

from organizations.models import Membership
from tests.conftest import PASSWORD, sign_in


def post(who: Membership | Client, page: str, /, *args: object, **typed: object):
    client = who if isinstance(who, Client) else sign_in(who)
    return client.post(reverse(page, args=args), typed)


def see(who: Membership | Client, name: str, *args: object) -> str:
    client = who if isinstance(who, Client) else sign_in(who)
    return client.get(reverse(name, args=args), follow=True).content.decode()


def invite(admin: Membership, **typed: str) -> str:
    """The path of the link that the page shows once."""
    answer = post(admin, "invitation_make", **{"role": "member", **typed})
    assert answer.status_code == 200, answer.content.decode()
    return str(re.findall(r"/invitations/[\w-]{40,}/", answer.content.decode())[0])


def log_in(email: str, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def link_in_mail() -> str:
    return str(re.findall(r"http://[^/\s]+(/\S+)", str(mail.outbox[-1].body))[0])
