"""The office's own letter in place of the default one."""

from __future__ import annotations

import io

from docx import Document

from bills.domain.problems import Code, Level
from documents.domain.options import DocumentOptions
from tests.documents.papers import SETTINGS, bill, final_bill, letters, text_of


def own(*paragraphs: str) -> DocumentOptions:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return DocumentOptions(letter=SETTINGS, template=buffer.getvalue())


def test_the_own_template_is_filled_with_bill_and_settings() -> None:
    options = own("{{CC_HEADER}} of {{AGENCY_NAME}}, {{SUB_DIVISION}}, {{BILL_NUMBER}}")
    text = text_of(letters(bill(), options=options))
    assert "CC First & Part Bill of M/s Sri Lakshmi Electricals, R&B Sub-" in text
    assert text.endswith("First")


def test_the_pattern_of_a_date_becomes_month_and_year_also_across_runs() -> None:
    document = Document()
    paragraph = document.add_paragraph("Dt. dd.")
    paragraph.add_run("mm.yy").bold = True
    paragraph.add_run("yy and DD.MM.YYYY.")
    buffer = io.BytesIO()
    document.save(buffer)
    made = letters(bill(), options=DocumentOptions(template=buffer.getvalue()))
    assert text_of(made) == "Dt.   .11.2026 and   .11.2026."


def test_a_template_of_one_letter_is_repeated_for_several_bills() -> None:
    options = own("{{CC_HEADER}}: {{AMOUNT}}")
    text = text_of(letters(bill(), final_bill(), options=options))
    assert "CC First & Part Bill: 13,544.29" in text
    assert "CC Second & Final Bill: 20,365.37" in text


def test_a_template_that_says_itself_what_to_repeat_is_left_as_it_is() -> None:
    options = own("Sir,", "{{EACH work}}", "{{work.cc_header}}", "{{END}}")
    text = text_of(letters(bill(), final_bill(), options=options))
    assert text.count("Sir,") == 1
    assert "CC First & Part Bill\nCC Second & Final Bill" in text


def test_an_unknown_placeholder_is_a_warning_with_the_nearest_name() -> None:
    made = letters(bill(), options=own("{{NAME_OF_WORKS}}"))
    (problem,) = made.problems
    assert problem.level is Level.WARNING
    assert "NAME_OF_WORK was probably meant" in problem.message


def test_a_known_placeholder_without_a_value_is_a_warning() -> None:
    made = letters(bill(), options=own("{{DOMR}} {{NIT_NO}}"))
    assert [p.expected for p in made.problems] == ["DOMR", "NIT_NO"]


def test_a_template_that_cannot_be_filled_makes_nothing_and_says_why() -> None:
    made = letters(bill(), options=own("{{EACH item}}", "no end"))
    assert made.content is None
    (problem,) = made.problems
    assert (problem.level, problem.code) == (Level.ERROR, Code.FILE_UNREADABLE)
    assert "EACH item" in problem.message


def test_items_of_the_bill_can_be_repeated() -> None:
    options = own("{{EACH item}}{{item.description}}: {{item.amount}}{{END}}")
    text = text_of(letters(bill(), options=options))
    assert "LED street light: 6,142.50" in text
