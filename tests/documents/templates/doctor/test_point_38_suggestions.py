"""A workbook without tags: its labels offer targets, which become tags only when chosen."""

from __future__ import annotations

from documents.renderers.templates.xlsx.suggestions import (
    add_placeholders,
    suggest_targets,
)
from tests.documents.templates.xlsx.books import (
    build,
    fill,
    make_book,
    one_work,
    parts,
    results,
    write,
)


def draw(book):
    sheet = book.add_worksheet("Memo")
    write(
        sheet,
        {
            "A1": "1. Name of the Work :",
            "A2": "Ref. to Agreement",
            "B2": "filled already",
            "A3": "Name of Agency",
            "D5": "Grand Total",
            "A6": "The contractor shall be paid in full for the work",
            "A7": "Remarks",
            "A8": "Rupees in words",
        },
    )
    sheet.merge_range("B3:C3", "")


def test_labels_offer_the_first_empty_unmerged_cell_to_the_right():
    offered = {
        target.label_cell: (target.target_cell, target.placeholder)
        for target in suggest_targets(build(draw))
    }

    assert offered == {
        "A1": ("B1", "NAME_OF_WORK"),
        "A2": ("C2", "REF_OF_AGREEMENT"),
        "A3": ("D3", "NAME_OF_AGENCY"),
        "D5": ("E5", "TOTAL_AMOUNT"),
        "A8": ("B8", "AMOUNT_IN_WORDS"),
    }


def test_a_label_whose_row_is_full_takes_the_value_after_it():
    cells = {"A1": "NIT No", **{f"{letter}1": "x" for letter in "BCDEFGHIJK"}}
    (target,) = suggest_targets(make_book(Memo=cells))
    assert target.target_cell == "A1"

    filled = fill(
        add_placeholders(make_book(Memo=cells), [target]), one_work(NIT_NO="14")
    )
    assert results(filled)["Memo"]["A1"].value == "NIT No 14"


def test_chosen_targets_become_tags_and_the_others_do_not():
    template = build(draw)
    chosen = [t for t in suggest_targets(template) if t.label_cell in ("A1", "D5")]

    tagged = add_placeholders(template, chosen)

    filled = fill(tagged, one_work(NAME_OF_WORK="Lights", AMOUNT="1,000"))
    sheet = results(filled)["Memo"]
    assert sheet["B1"].value == "Lights"
    assert sheet["E5"].value == 1000
    assert sheet["D3"].value is None
    assert {use.place for use in filled.used} == {"Memo!B1", "Memo!E5"}


def test_nothing_is_filled_by_itself():
    template = build(draw)

    assert parts(fill(template, one_work(NAME_OF_WORK="Lights")).content) == parts(
        template
    )


def test_tags_that_are_there_already_stay():
    template = make_book(Memo={"A1": "{{NAME_OF_WORK}}", "A2": "NIT No"})
    tagged = add_placeholders(template, suggest_targets(template))
    filled = fill(tagged, one_work(NAME_OF_WORK="Lights", NIT_NO="14"))

    sheet = results(filled)["Memo"]
    assert [sheet["A1"].value, sheet["B2"].value] == ["Lights", "14"]
