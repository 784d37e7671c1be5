"""Showing in the reader's language what rows keep in English; writing rows is not here."""

from __future__ import annotations

import re

from django.utils.translation import gettext, gettext_noop

# Sentences with a part of their own, by whoever writes them: the engine, a batch of
# bills, a packet of papers. The more special ones stand before the more general.
PATTERNS = (
    gettext_noop("Attempt %(number)s of %(count)s"),
    gettext_noop("Bill %(number)s of %(count)s: %(name)s"),
    gettext_noop("Part %(number)s of %(count)s: %(name)s"),
    gettext_noop("Generating %(paper)s document..."),
    gettext_noop("PDF of %(name)s..."),
    gettext_noop("Less than %(last)s seconds left"),
    gettext_noop("Less than %(last)s minutes left"),
    gettext_noop("About %(first)s to %(last)s seconds left"),
    gettext_noop("About %(first)s to %(last)s minutes left"),
    gettext_noop("Paused after %(count)s file"),
    gettext_noop("Paused after %(count)s files"),
    gettext_noop("None of the %(count)s workbooks gave a bill."),
    gettext_noop("%(missing)s of %(count)s workbooks gave no bill."),
    gettext_noop("Export of %(office)s"),
    gettext_noop("Values for %(name)s"),
    gettext_noop("%(title)s, %(count)s workbooks"),
    gettext_noop(
        "Something went wrong on the server while this was made; your file is kept. "
        "Whoever runs the server finds the cause under reference %(reference)s."
    ),
    gettext_noop(
        "Something went wrong on the server while this was made. "
        "Whoever runs the server finds the cause under reference %(reference)s."
    ),
    gettext_noop(
        "Your role in this office is %(role)s, which may not do this. "
        "Ask the office's owner or an admin."
    ),
)
# What the engine, the state table and the queue say; other apps mark theirs themselves.
SENTENCES = (
    gettext_noop("Queued"),
    gettext_noop("Complete"),
    gettext_noop("Stopped"),
    gettext_noop("Trial mode: jobs run inside the web server, without a redis-server."),
    gettext_noop("Upload the workbook again."),
    gettext_noop("The database did not answer."),
    gettext_noop("The queue did not answer."),
    gettext_noop("The file store did not answer or is full."),
    gettext_noop("The worker stopped in the middle of the job."),
    gettext_noop("owner"),
    gettext_noop("Less"),
    gettext_noop("Excess"),
    gettext_noop("waiting"),
    gettext_noop("sent"),
    gettext_noop("failed"),
)
_PLACE = re.compile(r"%\\\((\w+)\\\)s")  # a part, as re.escape leaves it


def _as_regex(pattern: str) -> re.Pattern[str]:
    """
    >>> _as_regex("Bill %(number)s: %(name)s").fullmatch("Bill 2: a.xlsx")["name"]
    'a.xlsx'
    """
    return re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(pattern)))


_KNOWN = tuple((_as_regex(pattern), pattern) for pattern in PATTERNS)


def translated(text: str) -> str:
    """The text in the active language; one that nobody translated stays as it is.

    >>> translated("Bill 2 of 5: roads.xlsx"), translated("")
    ('Bill 2 of 5: roads.xlsx', '')
    """
    if not text:
        return ""  # which gettext answers with the head of the catalogue
    whole = gettext(text)
    if whole != text:
        return whole
    for known, pattern in _KNOWN:
        if found := known.fullmatch(text):
            parts = {name: translated(part) for name, part in found.groupdict().items()}
            return gettext(pattern) % parts
    return text
