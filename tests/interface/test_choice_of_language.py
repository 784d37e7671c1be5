"""In which language a page speaks: the person's own, else the cookie's, else the browser's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import User
from tests.conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db

TELUGU = "సైన్ ఇన్"
HINDI_JOBS = "सभी जॉब"
SIGN_IN = "/accounts/login/"


def choose(client: Client, language: str, **more: str):
    return client.post(reverse("language_choose"), {"language": language, **more})


def test_a_stranger_is_answered_as_the_browser_asks():
    answer = Client().get(SIGN_IN, headers={"Accept-Language": "te-IN,te;q=0.9,en"})

    assert TELUGU in answer.content.decode()
    assert '<html lang="te-IN">' in answer.content.decode()
    assert answer["Content-Language"] == "te"
    assert "Accept-Language" in answer["Vary"]


def test_without_a_wish_it_is_english():
    answer = Client().get(SIGN_IN)

    assert '<html lang="en-IN">' in answer.content.decode()
    assert answer["Content-Language"] == "en"


def test_a_language_that_nobody_started_is_english():
    answer = Client().get(SIGN_IN, headers={"Accept-Language": "ta-IN"})

    assert '<html lang="en-IN">' in answer.content.decode()


def test_the_cookie_of_a_stranger_outweighs_the_browser():
    client = Client()

    choose(client, "te")

    answer = client.get(SIGN_IN, headers={"Accept-Language": "hi"})
    assert answer["Content-Language"] == "te"


def test_the_choice_of_a_person_follows_to_another_device(asha):
    choose(sign_in(asha), "hi")

    page = sign_in(User.objects.get(pk=asha.user_id).memberships.get()).get("/jobs/")
    assert page["Content-Language"] == "hi"
    assert "जॉब" in page.content.decode()


def test_the_choice_of_a_person_outweighs_the_cookie(asha):
    client = sign_in(asha)
    choose(client, "hi")
    client.cookies["django_language"] = "te"

    assert client.get("/jobs/")["Content-Language"] == "hi"


def test_one_person_s_choice_is_not_another_s(asha, bala):
    choose(sign_in(asha), "te")

    assert sign_in(bala).get("/jobs/")["Content-Language"] == "en"


def test_the_answer_leads_back_to_where_it_was_chosen(asha):
    answer = sign_in(asha).post(
        reverse("language_choose"),
        {"language": "te"},
        headers={"Referer": "http://testserver/jobs/?state=failed"},
    )

    assert answer["Location"] == "http://testserver/jobs/?state=failed"


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example"])
def test_it_leads_to_no_other_site(page):
    assert choose(Client(), "te", next=page)["Location"] == "/"


def test_an_unknown_language_changes_nothing(asha):
    client = sign_in(asha)

    choose(client, "xx")

    assert User.objects.get(pk=asha.user_id).language == ""
    assert "django_language" not in client.cookies


def test_nothing_is_chosen_by_a_link():
    assert Client().get(reverse("language_choose")).status_code == 405


def test_the_next_request_of_the_same_thread_is_not_in_it(asha):
    choose(sign_in(asha), "te")
    sign_in(asha).get("/jobs/")

    assert "సైన్" not in Client().get(SIGN_IN).content.decode()


def test_the_error_page_speaks_it(asha):
    client = sign_in(asha)
    choose(client, "te")

    answer = client.get("/jobs/00000000-0000-4000-8000-000000000000/")
    assert answer.status_code == 404
    assert "కనబడలేదు" in answer.content.decode()


def test_who_signs_up_keeps_the_language_of_the_page():
    Client(headers={"Accept-Language": "hi"}).post(
        "/accounts/signup/",
        {"email": "devi@office.example", "password1": "a-long-secret-9"},
    )

    assert User.objects.get(email="devi@office.example").language == "hi"


def test_what_the_library_of_accounts_says_is_in_the_language_too(asha):
    client = Client()
    choose(client, "te")
    typed = {"login": asha.user.email, "password": PASSWORD}

    page = client.post(reverse("account_login"), typed, follow=True)

    assert f"మీరు {asha.user}గా సైన్ ఇన్ అయ్యారు." in page.content.decode()
