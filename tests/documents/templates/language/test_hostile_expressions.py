"""Point 40: what is not in the language stays as it is, and is said."""

from __future__ import annotations

import time

import pytest

from documents.domain.template_findings import (
    FillOptions,
    TemplateContext,
    TemplateRefused,
    WorkValues,
)
from documents.renderers.templates.expressions import NotAnExpression, parse_expression
from documents.renderers.templates.language import Filling, fill_text
from documents.renderers.templates.scope import Names
from documents.renderers.templates.tags import Notes
from tests.documents.templates.docx.word_files import ITEMS, VALUES
from tests.documents.templates.hostile import INJECTIONS

CONTEXT = TemplateContext(works=[WorkValues(VALUES, ITEMS)])


def run(text: str, **options) -> tuple[str, Notes]:
    notes = Notes(Names.of(CONTEXT))
    filling = Filling(CONTEXT, FillOptions(**options), notes)
    return fill_text(text, "line 1", filling, filling.scope), notes


@pytest.mark.parametrize("text", INJECTIONS)
def test_point_40_an_injection_stays_as_it_was_typed(text):
    began = time.monotonic()
    filled, notes = run(text)

    assert filled == text
    assert time.monotonic() - began < 1
    if text.startswith(("{{", "{%")):
        assert notes.problems or notes.unknown


@pytest.mark.parametrize(
    "text",
    ["a.b.c.__d__", "_a", "a[0]", "a()", "a.b()", "a; b", "a = b = c", "", "1.", "a |"],
)
def test_what_reaches_further_than_a_field_is_no_expression(text):
    with pytest.raises(NotAnExpression):
        parse_expression(text)


def test_values_are_not_read_as_templates():
    notes = Notes()
    context = TemplateContext({"NAME_OF_WORK": "{{AMOUNT}} {{END}}", "AMOUNT": "5"})
    filling = Filling(context, FillOptions(), notes)

    filled = fill_text("{{NAME_OF_WORK}}", "line 1", filling, filling.scope)

    assert filled == "{{AMOUNT}} {{END}}"


def test_a_long_tag_is_not_evaluated():
    text = "{{" + "+".join(["AMOUNT"] * 120) + "}}"
    filled, notes = run(text)

    assert filled == text
    assert notes.problems


def test_nested_repeats_stop_at_the_limit():
    text = "{{EACH item}}" * 12 + "x" + "{{END}}" * 12
    with pytest.raises(TemplateRefused) as refused:
        run(text)
    assert refused.value.code == "too_much"


def test_output_stops_at_the_limit():
    with pytest.raises(TemplateRefused) as refused:
        run("{{EACH item}}{{NAME_OF_WORK}}{{END}}", output_limit=50)
    assert refused.value.code == "too_much"


@pytest.mark.parametrize(
    "text", ["{{AMOUNT / 0}}", "{{AMOUNT % 0}}", "{{NAME_OF_WORK + 1}}", "{{items}}"]
)
def test_a_sum_that_cannot_be_worked_out_stays_and_is_said(text):
    filled, notes = run(text)

    assert filled == text
    assert len(notes.problems) == 1
