"""Points 29 to 33: what a value looks like."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from documents.domain.template_findings import FillOptions, TemplateContext
from documents.renderers.templates.language import Filling, fill_text
from documents.renderers.templates.scope import Names
from documents.renderers.templates.tags import Notes

VALUES: dict[str, Any] = {
    "AMOUNT": Decimal("1234567.50"),
    "LESS": Decimal("-1234567.50"),
    "ZERO": Decimal("0.00"),
    "TINY": Decimal("-0.004"),
    "WHOLE": Decimal("100000"),
    "TYPED": "Rs. 1,10,000/-",
    "DOC": date(2025, 11, 3),
    "TYPED_DATE": "31.03.2026",
    "BILL_NUMBER": "Second",
    "N": Decimal(21),
    "NAME_OF_WORK": "repairs to R&B guest house",
    "CONTRACTOR_ADDRESS": "12-3, Main Road, Guntur",
}


def filled(text: str) -> str:
    context = TemplateContext(VALUES)
    filling = Filling(context, FillOptions(), Notes(Names.of(context)))
    return fill_text(text, "line 1", filling, filling.scope)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("AMOUNT", "12,34,567.50"),
        ("AMOUNT|money", "12,34,567.50"),
        ("WHOLE|indian", "1,00,000"),
        ("WHOLE|money", "1,00,000.00"),
        ("LESS|money", "-12,34,567.50"),
        ("LESS|brackets", "(12,34,567.50)"),
        ('LESS|indian("brackets")', "(12,34,567.50)"),
        ("ZERO|money", "0.00"),
        ("ZERO|nil", "Nil"),
        ('ZERO|money("minus", "-")', "-"),
        ("TINY|nil", "Nil"),
        ("TYPED|money", "1,10,000.00"),
        ("TYPED|rupees", "Rs. 1,10,000.00"),
        ("AMOUNT * 0.18", "2,22,222.15"),
        ("(AMOUNT + LESS)|nil", "Nil"),
        ("4.50|percent", "4.5 %"),
        ("AMOUNT|round|indian", "12,34,568"),
        ("WHOLE|number(2)", "100000.00"),
    ],
)
def test_point_29_figures(tag, text):
    assert filled(f"{{{{{tag}}}}}") == text


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "Rupees Zero Only"),
        ("1", "Rupee One Only"),
        ("100000", "Rupees One Lakh Only"),
        ("10000000", "Rupees One Crore Only"),
        ("1000000000", "Rupees One Hundred Crore Only"),
        ("0.50", "Rupees Zero and Paise Fifty Only"),
        ("-5", "Minus Rupees Five Only"),
    ],
)
def test_point_30_words(amount, words):
    context = TemplateContext({"AMOUNT": Decimal(amount)})
    filling = Filling(context, FillOptions(), Notes())
    for text in ("{{AMOUNT|words}}", "{{AMOUNT_IN_WORDS}}"):
        assert fill_text(text, "", filling, filling.scope) == words


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("DOC", "03-11-2025"),
        ("TYPED_DATE", "31.03.2026"),
        ('DOC|date("dd.mm.yyyy")', "03.11.2025"),
        ('DOC|date("d mmmm yyyy")', "3 November 2025"),
        ('TYPED_DATE|date("dd-mmm-yy")', "31-Mar-26"),
        ("DOC|blank_day", "  .11.2025"),
        ("DOC|fy", "2025-26"),
        ("TYPED_DATE|fy", "2025-26"),
    ],
)
def test_point_31_dates(tag, text):
    assert filled(f"{{{{{tag}}}}}") == text


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("N|ordinal", "Twenty-first"),
        ("N|nth", "21st"),
        ("BILL_NUMBER|ordinal|upper", "SECOND"),
        ("100|ordinal", "One Hundredth"),
    ],
)
def test_point_32_ordinals(tag, text):
    assert filled(f"{{{{{tag}}}}}") == text


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("NAME_OF_WORK|upper", "REPAIRS TO R&B GUEST HOUSE"),
        ("NAME_OF_WORK|title", "Repairs To R&B Guest House"),
        ('NIT_NO|default("not given")', "not given"),
        ('NIT_NO|default("-")|upper', "-"),
        ("CONTRACTOR_ADDRESS|lines", "12-3\nMain Road\nGuntur"),
        ('CONTRACTOR_ADDRESS|lines|join(" / ")', "12-3 / Main Road / Guntur"),
    ],
)
def test_point_33_texts(tag, text):
    assert filled(f"{{{{{tag}}}}}") == text
