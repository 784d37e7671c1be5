"""Cell text as comparisons see it; the spellings themselves are with the modules that look for them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from bills.domain.grid import CellError, Value
from bills.domain.number_text import to_fifteen_digits

# Devanagari to Malayalam and Sinhala: the scripts that stand beside English headings.
_INDIC = re.compile(r"[\u0900-\u0dff][\u0900-\u0dff\u200c\u200d\s.]*")
_AROUND_ENGLISH = " /|-\u2013,:"
_WORD = re.compile(r"[^\W_]+|#")
# Vowel signs of Indian scripts, and accents: parts of a word that `\w` does not know.
_MARKS = "".join(
    mark
    for mark in map(chr, range(0x300, 0x1000))
    if unicodedata.category(mark).startswith("M")
)
_MARKED_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+|#")
_NO_JOINERS = dict.fromkeys((0x200C, 0x200D))  # they change the look of a letter only


def squeeze(text: str) -> str:
    """The text on one line, with single spaces and none at its ends.

    >>> squeeze(" Providing\\n  and\\u00a0fixing ")
    'Providing and fixing'
    """
    return " ".join(text.split())


def english_part(text: str) -> str:
    """The text without what is written in an Indian script beside it.

    >>> english_part("\u0915\u0941\u0932 \u092f\u094b\u0917 / Grand Total"), english_part("Rate / Unit :")
    ('Grand Total', 'Rate / Unit :')
    """
    if text.isascii() or not _INDIC.search(text):
        return text
    return squeeze(_INDIC.sub(" ", text)).strip(_AROUND_ENGLISH)


def split_words(text: str) -> tuple[str, ...]:
    """The words in lower case, without the dots and brackets between them.

    >>> split_words("Sl.No."), split_words("Quantity (Unit)")
    (('sl', 'no'), ('quantity', 'unit'))
    """
    folded = text.casefold()
    if folded.isascii():
        return tuple(_WORD.findall(folded))
    plain = unicodedata.normalize("NFC", folded).translate(_NO_JOINERS)
    return tuple(_MARKED_WORD.findall(plain))


def format_value(value: Value) -> str:
    """The value as an office would read it off the sheet; dates as dd-mm-yyyy.

    >>> format_value(Decimal("30.50")), format_value(date(2026, 3, 31)), format_value(None)
    ('30.5', '31-03-2026', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Decimal):
        text = f"{to_fifteen_digits(value):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime | date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, CellError):
        return value.text
    return squeeze(value)
