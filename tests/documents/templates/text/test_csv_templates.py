"""CSV templates keep their quoting, and no value becomes a formula."""

from __future__ import annotations

from decimal import Decimal

import pytest

from documents.domain.template_findings import TemplateContext, WorkValues
from documents.renderers.templates.text import fill_text_file

ITEMS = [
    {"serial": "1", "description": 'Lamp, 40 W "LED"', "amount": Decimal(1000)},
    {"serial": "2", "description": "Pole\nwith base", "amount": Decimal("-2500.5")},
]


def fill_csv(template: str, **values: object) -> str:
    context = TemplateContext(values, [WorkValues({}, ITEMS)])  # type: ignore[arg-type]
    return fill_text_file(template.encode(), context, is_csv=True).content.decode()


def test_quoting_of_the_template_is_kept():
    template = '"Sl","Work",Plain\r\n"1","{{NAME_OF_WORK}}",{{NAME_OF_WORK}}\r\n'

    assert fill_csv(template, NAME_OF_WORK="Lights") == (
        '"Sl","Work",Plain\r\n"1","Lights",Lights\r\n'
    )


def test_a_value_is_quoted_where_it_must_be():
    assert fill_csv("a,{{NAME_OF_WORK}},b", NAME_OF_WORK='x, "y"') == 'a,"x, ""y""",b'
    assert fill_csv("a;{{NAME_OF_WORK}};b", NAME_OF_WORK="x, y") == "a;x, y;b"


def test_records_repeat_and_their_tag_records_are_left_out():
    template = (
        "Sl,Item,Amount\n{{EACH item}},,\n"
        '{{item.serial}},{{item.description}},"{{item.amount}}"\n{{END}},,\nEnd,,\n'
    )
    assert fill_csv(template) == (
        "Sl,Item,Amount\n"
        '1,"Lamp, 40 W ""LED""","1,000.00"\n'
        '2,"Pole\nwith base","-2,500.50"\n'
        "End,,\n"
    )


def test_a_filter_with_a_comma_is_one_field():
    assert fill_csv('{{items.serial|join(", ")}},x') == '"1, 2",x'


@pytest.mark.parametrize(
    "value", ["=HYPERLINK(A1)", "+SUM(A1)", "-cmd", "@x", "=cmd|'/C calc'!A0", " =1+1"]
)
def test_a_value_that_a_sheet_would_run_gets_an_apostrophe(value):
    assert fill_csv("{{NAME_OF_WORK}};b", NAME_OF_WORK=value) == f"'{value};b"
    assert fill_csv('"{{NAME_OF_WORK}}"', NAME_OF_WORK=value) == f'"\'{value}"'


@pytest.mark.parametrize("value", [Decimal("-500"), "-1,250.00", "+91"])
def test_a_number_gets_no_apostrophe(value):
    assert not fill_csv("{{AMOUNT}};b", AMOUNT=value).startswith(("'", "\"'"))


def test_the_templates_own_sign_is_left_alone():
    assert fill_csv("-{{NAME_OF_WORK}},b", NAME_OF_WORK="x") == "-x,b"
