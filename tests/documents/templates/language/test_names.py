"""Which names are known, what stands in for what, and what a missing one prints."""

from __future__ import annotations

from decimal import Decimal

import pytest

from documents.domain.placeholders import PLACEHOLDERS, complete_values
from documents.domain.template_findings import (
    FillOptions,
    SectionValues,
    TemplateContext,
    WorkValues,
)
from documents.renderers.templates.language import Filling, fill_text
from documents.renderers.templates.scope import Names
from documents.renderers.templates.tags import Notes


def run(text: str, context: TemplateContext, **options) -> tuple[str, Notes]:
    notes = Notes(Names.of(context))
    filling = Filling(context, FillOptions(**options), notes)
    return fill_text(text, "line 1", filling, filling.scope), notes


def test_every_name_of_the_specification_is_known():
    named = [
        "NAME_OF_WORK",
        "REF_OF_AGREEMENT",
        "AGREEMENT_REF",
        "BOND_NO",
        "ADMIN_SANCTION",
        "ADMIN_SANCTION_AMOUNT",
        "TECH_SANCTION",
        "TECH_SANCTION_AMOUNT",
        "NAME_OF_AGENCY",
        "AGENCY_NAME",
        "CONTRACTOR",
        "NAME_OF_CONTRACTOR",
        "CONTRACTOR_ADDRESS",
        "MB_DETAILS",
        "CC_HEADER",
        "TP_DETAILS",
        "TENDER_PREMIUM",
        "ESTIMATE_AMOUNT",
        "EST_GRAND_TOTAL",
        "NIT_NO",
        "TENDER_NO",
        "WORK_ORDER_NO",
        "WORK_ORDER_DATE",
        "PERIOD_OF_COMPLETION",
        "STIPULATED_PERIOD",
        "DATE_OF_COMMENCEMENT",
        "DATE_OF_COMPLETION",
        "EARNEST_MONEY",
        "EMD",
        "SECURITY_DEPOSIT",
        "SD",
        "AMOUNT",
        "TOTAL_AMOUNT",
        "AMOUNT_RAW",
        "AMOUNT_WITH_RS",
        "AMOUNT_IN_WORDS",
        "DOI",
        "DOC",
        "DOMR",
        "DOBR",
        "PREVIOUS_AMOUNT",
        "TILL_DATE_AMOUNT",
        "BILL_NUMBER",
        "DATE",
    ]
    assert set(named) <= set(PLACEHOLDERS)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("AGENCY_NAME", "NAME_OF_AGENCY"),
        ("AGENCY_NAME", "CONTRACTOR"),
        ("AGREEMENT_REF", "BOND_NO"),
        ("ESTIMATE_AMOUNT", "EST_GRAND_TOTAL"),
        ("TP_DETAILS", "TENDER_PREMIUM"),
        ("EMD", "EARNEST_MONEY"),
        ("TOTAL_AMOUNT", "AMOUNT"),
    ],
)
def test_a_name_without_a_value_takes_that_of_its_second(given, name):
    assert complete_values({given: "x"})[name] == "x"


def test_an_amount_is_never_replaced_by_the_estimate_amount():
    assert "AMOUNT" not in complete_values({"ESTIMATE_AMOUNT": Decimal(5)})


@pytest.mark.parametrize("amount", [Decimal("20365.37"), "20,365.37", "Rs. 20365.37/-"])
def test_the_written_forms_of_the_amount_follow_it(amount):
    full = complete_values({"AMOUNT": amount})

    assert full["AMOUNT_RAW"] == "20365.37"
    assert full["AMOUNT_WITH_RS"] == "Rs. 20,365.37"
    assert str(full["AMOUNT_IN_WORDS"]).startswith("Rupees Twenty Thousand Three")


@pytest.mark.parametrize(
    ("missing_text", "printed"),
    [("", "No  given"), (None, "No {{NIT_NO}} given"), ("-", "No - given")],
)
def test_a_missing_value_prints_by_choice_and_is_reported(missing_text, printed):
    context = TemplateContext({"NIT_NO": None})
    text, notes = run("No {{NIT_NO}} given", context, missing_text=missing_text)

    assert text == printed
    assert [use.name for use in notes.missing.values()] == ["NIT_NO"]
    assert notes.unknown == []


def test_a_custom_mapping_is_a_known_name():
    text, notes = run("{{My Own_Key}}", TemplateContext({"MY_OWN_KEY": "v"}))

    assert text == "v"
    assert notes.unknown == []


def test_a_blank_cell_of_an_item_is_no_missing_value_but_an_absent_column_is():
    context = TemplateContext(
        works=[WorkValues({}, [{"serial": "1", "remarks": None}])]
    )
    text, notes = run("{{EACH item}}{{item.remarks}}{{item.unit}}{{END}}", context)

    assert text == ""
    assert [use.name for use in notes.missing.values()] == ["item.unit"]


def test_in_a_repeat_of_works_the_values_are_those_of_each_work():
    works = [
        WorkValues({"NAME_OF_WORK": name, "AMOUNT": Decimal(amount)})
        for name, amount in (("A", 1), ("B", 2))
    ]
    context = TemplateContext({"NIT_NO": "14"}, works)
    text, _ = run(
        "{{EACH work}}{{work.number}} {{NAME_OF_WORK}} {{AMOUNT}} {{NIT_NO}};{{END}}",
        context,
    )

    assert text == "1 A 1.00 14;2 B 2.00 14;"


def test_outside_a_repeat_several_works_give_no_value_of_one_of_them():
    works = [WorkValues({"NAME_OF_WORK": name}) for name in "AB"]
    text, notes = run("{{NAME_OF_WORK}}", TemplateContext(works=works))

    assert text == ""
    assert [use.name for use in notes.missing.values()] == ["NAME_OF_WORK"]


def test_items_of_sections_count_as_items_of_the_work():
    section = SectionValues("S", [{"amount": Decimal("1.50")}] * 2)
    context = TemplateContext(works=[WorkValues({}, sections=[section])])

    assert run("{{items.amount|sum}} {{items|count}}", context)[0] == "3.00 2"


def test_an_unknown_name_is_reported_with_the_nearest_known_one():
    text, notes = run("{{NAME_OF_WORKS}} {{item.ammount}}", TemplateContext())

    assert text == "{{NAME_OF_WORKS}} {{item.ammount}}"
    assert [(use.name, use.nearest) for use in notes.unknown] == [
        ("NAME_OF_WORKS", "NAME_OF_WORK"),
        ("item.ammount", "item.amount"),
    ]


def test_a_field_outside_its_repeat_is_said():
    text, notes = run("{{item.amount}}", TemplateContext())

    assert text == "{{item.amount}}"
    (problem,) = notes.problems
    assert "EACH item" in problem.message
