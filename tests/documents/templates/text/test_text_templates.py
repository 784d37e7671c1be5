"""Plain text templates keep their encoding and their line ends."""

from __future__ import annotations

import codecs
from decimal import Decimal
from typing import Any

import pytest

from documents.domain.template_findings import (
    Refused,
    TemplateContext,
    TemplateRefused,
    WorkValues,
)
from documents.renderers.templates.text import fill_text_file
from tests.documents.templates.hostile import INJECTIONS

ITEMS: list[dict[str, Any]] = [
    {"serial": "1", "description": "Lamp", "amount": Decimal(1000)},
    {"serial": "2", "description": "Pole", "amount": Decimal("2500.50")},
]
CONTEXT = TemplateContext(
    {"NAME_OF_WORK": "Lights € A & B <Sons>", "CONTRACTOR_ADDRESS": "12-3\nMain Road"},
    [WorkValues({}, ITEMS)],
)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("cp1252", b""),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encoding_and_line_ends_stay(encoding, mark, line_end):
    lines = ["Café: {{NAME_OF_WORK}}", "to {{CONTRACTOR_ADDRESS}}", ""]
    template = mark + line_end.join(lines).encode(encoding)

    content = fill_text_file(template, CONTEXT).content

    expected = ["Café: Lights € A & B <Sons>", "to 12-3", "Main Road", ""]
    assert content == mark + line_end.join(expected).encode(encoding)


def test_a_value_beyond_the_old_encoding_turns_the_file_into_utf_8_and_is_reported():
    context = TemplateContext({"NAME_OF_WORK": "₹ రోడ్డు"})
    filled = fill_text_file("Café {{NAME_OF_WORK}}".encode("cp1252"), context)

    assert filled.content == codecs.BOM_UTF8 + "Café ₹ రోడ్డు".encode()
    assert "UTF-8" in filled.problems[0].message


def test_lines_repeat_and_the_tag_lines_are_left_out():
    template = (
        b"Items\n{{EACH item}}\n{{item.serial}}. {{item.description}} {{item.amount}}\n"
        b"{{ELSE}}\nNil\n{{END}}\nTotal {{items.amount|sum}}\n"
    )
    assert fill_text_file(template, CONTEXT).content == (
        b"Items\n1. Lamp 1,000.00\n2. Pole 2,500.50\nTotal 3,500.50\n"
    )
    assert fill_text_file(template, TemplateContext()).content == (
        b"Items\nNil\nTotal 0.00\n"
    )


def test_a_block_may_stand_within_a_line():
    template = (
        b"Items: {{EACH item}}{{item.serial}}{{IF NOT item.last}}, {{END}}{{END}}."
    )

    assert fill_text_file(template, CONTEXT).content == b"Items: 1, 2."


def test_an_unknown_tag_stays_with_its_line_reported():
    filled = fill_text_file(b"a\nb {{NAME_OF_WROK}} c\n", CONTEXT)

    assert filled.content == b"a\nb {{NAME_OF_WROK}} c\n"
    assert [(use.place, use.nearest) for use in filled.unknown] == [
        ("line 2", "NAME_OF_WORK")
    ]


def test_a_missing_end_is_refused_with_its_line():
    with pytest.raises(TemplateRefused) as refusal:
        fill_text_file(b"a\n{{EACH item}}\nb\n", CONTEXT)

    assert [problem.place for problem in refusal.value.problems] == ["line 2"]


@pytest.mark.parametrize("text", INJECTIONS)
def test_an_injection_stays_text(text):
    assert fill_text_file(text.encode(), CONTEXT).content.decode() == text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04....", Refused.NOT_A_TEMPLATE),
        (b"%PDF-1.7", Refused.NOT_A_TEMPLATE),
        (b"a" * (6 << 20), Refused.TOO_LARGE),
    ],
)
def test_what_is_no_text_is_refused(content, code):
    with pytest.raises(TemplateRefused) as refusal:
        fill_text_file(content, CONTEXT)
    assert refusal.value.code is code
