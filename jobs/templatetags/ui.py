"""Small helpers of the templates: icons, amounts, and what is new in a job since the last poll."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.queries import JobView
from jobs.queries.stored_texts import translated
from organizations.domain.browsers import find_browser

register = template.Library()
register.filter("translated", translated)

LEVELS = (
    ("error", _("Must be corrected"), "failed"),
    ("warning", _("Please check"), "warning"),
    ("info", _("For your information"), "info"),
)


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing in partials/ui/icons; it is decoration, the word beside it speaks."""
    drawing = get_template(f"partials/ui/icons/{name}.html").render().strip()
    return mark_safe(drawing)  # noqa: S308  # our own file, without any variable


@register.simple_tag
def new_key() -> str:
    """The random value that makes a double submit of one form one job."""
    return str(uuid.uuid4())


@register.filter
def browser_name(agent: str) -> str:
    """What a person calls the browser; one that nobody knows stays as it is, shortened.

    >>> browser_name("curl/8.5.0")
    'curl/8.5.0'
    """
    browser, system = find_browser(agent)
    if browser and system:
        return gettext("%(browser)s on %(system)s") % {
            "browser": browser,
            "system": system,
        }
    return browser or Truncator(agent).chars(60)


@register.filter
def rupees(amount: str) -> str:
    """An amount with Indian grouping; what is not an amount stays as it is.

    >>> rupees("1234567.50"), rupees("-500.00"), rupees("")
    ('12,34,567.50', '-500.00', '')
    """
    sign = "-" if amount.startswith("-") else ""
    whole, point, paise = amount.removeprefix("-").partition(".")
    if not whole.isdecimal():
        return amount
    head, tail = whole[:-3], whole[-3:]
    groups = [tail]
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return f"{sign}{','.join(groups)}{point}{paise}"


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    level: str
    title: str
    icon: str
    problems: list[dict[str, str]]


@register.filter
def by_level(problems: list[dict[str, str]]) -> list[ProblemGroup]:
    """The problems in groups, gravest first; what would read the same is shown once."""
    groups = []
    for level, title, drawing in LEVELS:
        members = {
            problem["message"]: {**problem, "text": _without_place(problem)}
            for problem in problems
            if problem["level"] == level
        }
        if members:
            groups.append(
                ProblemGroup(level, str(title), drawing, list(members.values()))
            )
    return groups


def _without_place(problem: dict[str, str]) -> str:
    """
    >>> _without_place({"place": "Bill!E14", "message": "Bill!E14: rate is blank"})
    'Rate is blank'
    """
    prefix = f"{problem['place']}: "
    if not problem["place"] or not problem["message"].startswith(prefix):
        return problem["message"]
    text = problem["message"].removeprefix(prefix)
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class JobNews:
    """What a poll must change outside the polled element; False and "" for nothing."""

    state_changed: bool
    announcement: str


@register.filter
def phase(job: JobView) -> str:
    """What the page has shown, for the next poll to compare with: state and quarter."""
    return f"{_state(job)}.{job.progress // 25}"


@register.simple_tag(takes_context=True)
def job_news(context: Context, job: JobView) -> JobNews:
    """Compares the job with the `seen` phase of this poll.

    A live region that repeats itself every second cannot be listened to, and a button
    that is replaced under the pointer cannot be pressed: both change only with cause.
    """
    request: Any = context["request"]
    seen = request.GET.get("seen", "")
    return JobNews(
        state_changed=seen.partition(".")[0] != _state(job),
        announcement="" if seen == phase(job) else announce(job),
    )


@register.filter
def announce(job: JobView) -> str:
    """One short sentence for the live region."""
    if job.is_final or not job.determinate:
        return gettext("Job %(number)s: %(status_word)s.") % {
            "number": job.number,
            "status_word": job.status_word,
        }
    return gettext(
        "Job %(number)s: %(status_word)s, %(progress)s percent. %(step)s"
    ) % {
        "number": job.number,
        "status_word": job.status_word,
        "progress": job.progress,
        "step": job.step,
    }


def _state(job: JobView) -> str:
    return f"{job.status}-cancelling" if job.cancel_requested else job.status
