"""The preview tells every placeholder's value, its source and how sure it is."""

from __future__ import annotations

import json
from decimal import Decimal

from documents.domain.placeholders import PLACEHOLDERS
from tests.documents.sources.files import extract, workbook

SOURCE = (
    "Agency: M/s Rao\nAmount: Rs. 20,365.37\nGSTIN : 36AAA\nRetention : Rs. 1,500/-"
)


def test_the_preview_has_the_four_parts_and_is_json():
    preview = extract(SOURCE).as_preview(["AMOUNT", "NAME_OF_WORK", "NAME_OF_WROK"])
    assert json.loads(json.dumps(preview)) == preview
    assert preview["placeholders"] == {
        "{{AMOUNT}}": "20,365.37",
        "{{NAME_OF_WORK}}": "",
    }
    assert preview["unknown"] == ["{{NAME_OF_WROK}}"]
    assert preview["missing"] == ["{{NAME_OF_WORK}}"]
    detail = preview["details"]["{{AMOUNT}}"]
    assert (detail["file"], detail["line"]) == ("source.txt", 2)
    assert 0.9 < detail["confidence"] <= 1


def test_a_value_that_follows_from_another_has_its_source():
    details = extract(SOURCE).as_preview()["details"]
    words = details["{{AMOUNT_IN_WORDS}}"]
    assert words["value"].startswith("Rupees Twenty Thousand")
    assert (words["line"], words["hint"]) == (2, "from AMOUNT")
    assert details["{{CONTRACTOR}}"]["value"] == "M/s Rao"


def test_every_built_in_placeholder_is_in_the_preview():
    preview = extract(SOURCE).as_preview()
    assert preview["placeholders"].keys() == {
        f"{{{{{name}}}}}" for name in PLACEHOLDERS
    }
    assert preview["unknown"] == []


def test_an_edited_value_wins_and_is_certain():
    found = extract(SOURCE)
    preview = found.as_preview(["AMOUNT", "AMOUNT_RAW"], {"AMOUNT": Decimal(5)})
    assert preview["placeholders"]["{{AMOUNT_RAW}}"] == "5.00"
    assert preview["details"]["{{AMOUNT}}"]["hint"] == "typed"
    assert found.as_context({"AMOUNT": Decimal(5)}).values["AMOUNT"] == 5


def test_custom_mappings_have_a_place_and_those_not_found_are_told():
    found = extract(SOURCE, mappings="GST = GSTIN\nKEPT (number) = Retention\nZ = qqqq")
    assert found.values["GST"].value == "36AAA"
    assert found.values["GST"].line == 3
    assert found.values["KEPT"].value == 1500
    assert [mapping.key for mapping in found.not_found] == ["Z"]
    assert found.as_preview(["Z"])["missing"] == ["{{Z}}"]


def test_the_date_leaves_the_day_for_the_pen():
    assert extract(SOURCE).values["DATE"].value == "  .11.2026"


def test_each_work_has_what_a_mapping_finds_on_its_own_sheet():
    content = workbook(
        A=[["Name of work", "Lights"], ["GSTIN : 1"]],
        B=[["Name of work", "Fans"], ["GSTIN : 2"]],
    )
    works = extract(content, "a.xlsx", mappings="GST = GSTIN").works
    assert [work.values["GST"].value for work in works] == ["1", "2"]


def test_fields_of_a_repeat_are_no_unknown_placeholders():
    assert extract(SOURCE).as_preview(["item.rate"])["unknown"] == []
