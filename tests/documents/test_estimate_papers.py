"""The papers of an estimate: specification report and forwarding letter."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bills.domain.work import Work
from bills.services import make_sample_estimate, read_file
from documents.domain.options import DocumentOptions
from documents.services.kinds import DocumentKind
from documents.services.letters import Letters, fill_estimate_papers
from tests.documents.papers import ON, SETTINGS, open_letter, text_of

OPTIONS = DocumentOptions(
    letter=SETTINGS, body_of_letter="The old lights fail.", sor_year="2025-26"
)
SPECIFICATION, FORWARDING = DocumentKind.SPECIFICATION, DocumentKind.FORWARDING


def estimate() -> Work:
    """The example: 46,000.00 in all."""
    made = make_sample_estimate()
    (work,) = read_file(filename=made.filename, content=made.content).works
    return work


def papers(kind: DocumentKind, *works: Work, options=OPTIONS) -> Letters:
    return fill_estimate_papers(works, kind, options, on=ON)


def table_rows(made: Letters) -> list[list[str]]:
    table = open_letter(made).tables[-1]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_report_states_total_items_rates_and_provisions() -> None:
    made = papers(SPECIFICATION, estimate())
    text = text_of(made)
    assert "Est.Amount: Rs. 46,000.00" in text
    assert "The old lights fail." in text
    assert "  -  100 Mtrs" in text and "  -  20 Nos" in text
    assert "as per SOR 2025-26 and approved rates" in text
    assert "GST 18 %, QC 1 %, Labour Cess 1 %, NAC 0.1 % and for unforeseen" in text
    assert made.problems == ()


def test_the_report_of_maintenance_works_has_no_quality_control() -> None:
    charged = {"lc": Decimal(1), "nac": Decimal("0.1"), "gst": Decimal(18)}
    text = text_of(papers(SPECIFICATION, replace(estimate(), percentages=charged)))
    assert "GST 18 %, Labour Cess 1 %" in text
    assert "QC" not in text


def test_hired_items_have_their_days() -> None:
    work = estimate()
    line = replace(work.items[1], description="Generator, for 3 day(s)")
    hired = replace(work, lines=(line,), is_temporary=True)
    assert "  -  20 Nos x 3 Days" in text_of(papers(SPECIFICATION, hired))


def test_a_missing_total_body_and_year_are_prompts_and_warnings() -> None:
    work = replace(estimate(), stated_total=None)
    made = papers(SPECIFICATION, work, options=DocumentOptions(letter=SETTINGS))
    assert "Rs. [grand total of the estimate]" in text_of(made)
    assert len(made.problems) == 3


def test_the_letter_of_one_estimate_names_its_work_and_has_no_total_row() -> None:
    made = papers(FORWARDING, estimate())
    text = text_of(made)
    assert "Sub:-\tElectrification of the new record room (sample) for the year" in text
    assert "I submit herewith 1 No. estimate as detailed" in text
    assert "Date:-    - 11 - 2026." in text
    assert "the Superintending Engineer may obtain administrative sanction" in text
    assert table_rows(made)[1:] == [
        ["1", "Electrification of the new record room (sample)", "Rs. 46,000.00"]
    ]


def test_the_letter_of_several_estimates_has_a_merged_total_row() -> None:
    made = papers(FORWARDING, estimate(), estimate(), estimate())
    assert "I submit herewith 3 No. estimates as" in text_of(made)
    *_, last, total = table_rows(made)
    assert last[0] == "3"
    assert total == ["Total", "Total", "Rs. 1,38,000.00"]  # a merged cell counts twice
    assert text_of(made).count("Sir,") == 1


def test_no_total_is_stated_while_an_estimate_has_none() -> None:
    made = papers(FORWARDING, estimate(), replace(estimate(), stated_total=None))
    assert table_rows(made)[-1][-1] == "Rs. "
    assert any("has no value" in problem.message for problem in made.problems)
