"""Marking texts that catalogues shall have; showing them in another language is the page's."""

from __future__ import annotations


def gettext_noop(text: str) -> str:
    """The text itself. The name is the one by which `make messages` finds it.

    >>> gettext_noop("Signed in")
    'Signed in'
    """
    return text
