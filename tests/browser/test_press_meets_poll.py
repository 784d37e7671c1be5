"""A button pressed while a poll is under way: it waits for it, and is not lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser


class HeldPolls:
    """The polls of a page, held back until the test lets them go."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._held: list[Route] = []
        page.route("**/fragment/*", lambda route: self._held.append(route))

    def wait(self) -> None:
        for _ in range(100):
            if self._held:
                return
            self._page.wait_for_timeout(50)
        raise AssertionError("No poll came.")

    def let_go(self) -> None:
        while self._held:
            self._held.pop().continue_()
        self._page.unroute("**/fragment/*")

    def let_go_as_news(self) -> None:
        """As if the page had shown another state: the answer brings new controls."""
        while self._held:
            route = self._held.pop()
            route.continue_(url=route.request.url.partition("?")[0])
        self._page.unroute("**/fragment/*")


@pytest.fixture
def posts() -> list[str]:
    return []


@pytest.fixture
def held(open_page, asha, paced_job, posts) -> Callable[[], tuple[Page, HeldPolls]]:
    def open_job() -> tuple[Page, HeldPolls]:
        page = open_page(asha)
        page.on(
            "request",
            lambda sent: posts.append(sent.url) if sent.method == "POST" else None,
        )
        page.goto(paced_job.url)
        polls = HeldPolls(page)
        polls.wait()
        return page, polls

    return open_job


def press_cancel(page: Page) -> None:
    page.get_by_role("button", name="Cancel job 1").click()
    page.get_by_role("button", name="Cancel the job").click()


def test_a_press_waits_for_the_poll_under_way(held, posts: list[str]):
    """Else the late answer finds no place for what it brings, and htmx complains."""
    page, polls = held()

    press_cancel(page)
    page.wait_for_timeout(500)
    assert posts == []
    polls.let_go()

    expect(page.get_by_text("Nothing was made.")).to_be_visible()
    assert len(posts) == 1
    page.wait_for_timeout(1500)  # what would come late has come


def test_a_second_press_is_not_a_second_deed(held, posts: list[str]):
    page, polls = held()

    press_cancel(page)
    page.get_by_role("button", name="Cancel the job").click()
    polls.let_go()

    expect(page.get_by_text("Nothing was made.")).to_be_visible()
    assert len(posts) == 1


def test_a_press_is_not_lost_with_the_controls_that_the_poll_replaces(
    held, posts: list[str]
):
    page, polls = held()

    press_cancel(page)
    polls.let_go_as_news()

    expect(page.get_by_text("Nothing was made.")).to_be_visible()
    assert len(posts) == 1


def test_the_question_stays_open_when_a_poll_brings_new_controls(held):
    page, polls = held()
    page.get_by_role("button", name="Cancel job 1").click()
    question = page.get_by_role("dialog", name="Cancel job 1?")
    expect(question).to_be_visible()

    with page.expect_response("**/fragment/*") as answer:
        polls.let_go_as_news()
    assert "job-controls" in answer.value.text()
    page.wait_for_timeout(300)

    expect(question).to_be_visible()
    expect(question.get_by_role("button", name="Keep it going")).to_be_focused()
