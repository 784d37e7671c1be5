"""The value is on the line of its label; only where that is empty do the lines below count."""

from __future__ import annotations

from tests.documents.sources.files import value


def test_a_short_value_never_takes_in_the_lines_below():
    text = "Agreement No: 30/2025-26\nof the Executive Engineer\nHanamkonda"
    assert value(text, "REF_OF_AGREEMENT") == "30/2025-26"


def test_an_empty_label_takes_the_lines_up_to_the_next_label():
    text = "Name of work:\nProviding lights\nto Block A\nAgreement No: 30/2025-26"
    assert value(text, "NAME_OF_WORK") == "Providing lights to Block A"


def test_no_more_than_five_lines_are_taken():
    text = "Name of work:\n" + "\n".join("abcdefg")
    assert value(text, "NAME_OF_WORK") == "a b c d e"


def test_an_empty_line_ends_the_value():
    text = "Name of work:\nProviding lights\n\nSir,"
    assert value(text, "NAME_OF_WORK") == "Providing lights"


def test_an_empty_short_label_takes_one_line():
    assert value("Agreement No:\n30/2025-26\nSir,", "REF_OF_AGREEMENT") == "30/2025-26"


def test_a_label_under_a_label_leaves_the_first_without_a_value():
    text = "Agreement No:\nName of work: Lights"
    assert value(text, "REF_OF_AGREEMENT") is None


def test_another_numbered_label_ends_the_value_though_it_is_none_of_ours():
    text = "2. Administrative Sanction :\n3. Location : Hanamkonda"
    assert value(text, "ADMIN_SANCTION") is None
