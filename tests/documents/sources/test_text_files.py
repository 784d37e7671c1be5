"""Text and .csv files as sources, in any encoding."""

from __future__ import annotations

import pytest

from documents.readers import Refusal, SourceUnreadable, read_source
from tests.documents.sources.files import extract, value

TELUGU = "Name of work : లైట్లు"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_unicode_encoding_is_read(encoding):
    assert value(TELUGU.encode(encoding), "NAME_OF_WORK") == "లైట్లు"


def test_windows_text_is_read_and_said_so():
    found = extract("Agency : M/s Café".encode("cp1252"))
    assert found.values["NAME_OF_AGENCY"].value == "M/s Café"
    assert "not UTF-8" in found.notes[0]


def test_the_line_of_a_value_is_told():
    found = extract("Sir,\n\nName of work : Lights").values["NAME_OF_WORK"]
    assert (found.line, found.page, found.file) == (3, None, "source.txt")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_has_cells(delimiter):
    content = f'Name of work{delimiter}"Lights, Block A"\nSl{delimiter}x\n'
    found = extract(content, "data.csv").values["NAME_OF_WORK"]
    assert (found.value, found.cell) == ("Lights, Block A", "B1")


def test_an_unknown_extension_is_read_as_text():
    assert value("Name of work : Lights", "NAME_OF_WORK", "data.xyz") == "Lights"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", Refusal.EMPTY), (b"\x7fELF\0\0", Refusal.NOT_A_SOURCE)],
)
def test_what_is_no_text_is_refused(content, code):
    with pytest.raises(SourceUnreadable) as refused:
        read_source("data.txt", content)
    assert refused.value.code is code
