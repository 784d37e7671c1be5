"""Fifty people press the same button at once, on a real gunicorn with SQLite."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import requests

from tests.jobs.serve.conftest import Serve, start_serve

__all__ = ["start_serve"]

POSTS, AT_ONCE = 50, 16
EMAIL = "asha@office.example"


def test_fifty_invitations_are_all_made_mailed_and_recorded(start_serve):
    serve: Serve = start_serve()
    serve.wait_for_address()
    cookies = serve.ask("sign_in", EMAIL)
    address = f"http://127.0.0.1:{serve.port}/office/"
    page = requests.get(address, cookies=cookies, timeout=30)
    [token, *_] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    cookies = {**cookies, "csrftoken": page.cookies["csrftoken"]}

    def invite(number: int) -> int:
        answer = requests.post(
            f"{address}invitations/",
            {
                "csrfmiddlewaretoken": token,
                "role": "member",
                "email": f"guest{number}@office.example",
            },
            cookies=cookies,
            timeout=90,
        )
        return answer.status_code

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = Counter(threads.map(invite, range(POSTS)))

    assert answers == {200: POSTS}
    assert serve.ask("count_invitations") == {"made": POSTS, "recorded": POSTS}
    mails = [path.read_text() for path in (serve.data / "mail").iterdir()]
    assert "".join(mails).count("\nTo: guest") == POSTS
