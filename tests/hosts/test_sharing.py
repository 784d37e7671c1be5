"""Hosts that share database, queue and store are one office to whoever uses them."""

from __future__ import annotations

import re
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from jobs.models import Job
from tests.hosts.conftest import Hosts
from tests.hosts.visitor import Program
from tests.jobs.engine.workers import wait_until


def is_done(job: Job) -> bool:
    job.refresh_from_db()
    return job.status == "completed"


def test_both_worker_hosts_do_what_both_web_hosts_take(hosts: Hosts, program: Program):
    east, west = hosts.webs

    jobs = [program.order(web, seconds="2") for web in (east, west, east, west)]
    wait_until(lambda: all(is_done(job) for job in jobs), seconds=60)

    makers = {hosts.worker_of(maker(program, hosts, job)).name for job in jobs}
    assert makers == {"work-north", "work-south"}


def maker(program: Program, hosts: Hosts, job: Job) -> str:
    content = program.fetch(hosts.webs[0], job.outputs.get().pk)
    return content.decode().split()[0]


def test_a_file_ordered_here_is_fetched_there(hosts: Hosts, program: Program):
    east, west = hosts.webs
    job = program.order(east)
    wait_until(lambda: is_done(job), seconds=60)
    output = job.outputs.get()

    here, there = program.fetch(east, output.pk), program.fetch(west, output.pk)

    assert here == there
    assert len(here) == output.file_size
    assert here.startswith(b"PK")


def test_who_signed_in_here_watches_a_job_there(hosts: Hosts, program: Program):
    east, west = hosts.webs
    job = program.order(east, seconds="3")
    assert program.member is not None
    person = Program()
    path = reverse("account_login")
    form = person.ask(east, path)
    page = form.data.decode()
    [token] = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))
    email = program.member.user.email
    fields = {"login": email, "password": "a-long-secret-9"}
    signed_in = person.ask(
        east,
        path,
        "POST",
        body=urlencode({**fields, "csrfmiddlewaretoken": token}),
        headers={
            "Cookie": cookies(form),
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    assert signed_in.status == 302

    headers = {"Cookie": cookies(signed_in)}
    page = person.ask(west, f"/jobs/{job.pk}/", headers=headers)
    assert page.status == 200
    fragment = f"/jobs/{job.pk}/fragment/"
    wait_until(
        lambda: b"Parsed.txt" in person.ask(west, fragment, headers=headers).data
    )
    assert person.ask(west, f"/jobs/{job.pk}/").status == 302  # not without the session
    person.close()


def cookies(answer: object) -> str:
    jar: SimpleCookie = SimpleCookie()
    for line in answer.headers.getlist("Set-Cookie"):  # type: ignore[attr-defined]
        jar.load(line)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


def test_requests_are_counted_over_both_web_hosts(hosts: Hosts):
    limit = settings.API_ANONYMOUS_PER_MINUTE
    stranger = Program()
    if time.time() % 60 > 40:
        time.sleep(60 - time.time() % 60)  # a new minute would count anew

    answers = [
        stranger.ask(hosts.webs[turn % 2], "/api/jobs/").status
        for turn in range(limit + 10)
    ]

    assert answers == [401] * limit + [429] * 10
    stranger.close()


def test_no_host_keeps_a_file_of_the_office(hosts: Hosts, program: Program):
    job = program.order(*hosts.webs)
    wait_until(lambda: is_done(job), seconds=60)

    kept = [
        path
        for host in (*hosts.webs, *hosts.workers)
        for path in (host.folder / "files").rglob("*")
    ]

    assert kept == []
