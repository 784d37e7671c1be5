"""A workbook with bytes changed is read or refused; no other exception comes out."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from bills.domain.reading import read_works
from bills.readers import WorkbookUnreadable, read_workbook
from tests.bills.reading.office_files import (
    convert,
    make_estimate,
    make_first_bill,
)

ROUNDS = 150


def survives(content):
    try:
        read_works(read_workbook("mutated", content))
    except WorkbookUnreadable:
        return


def retype(data, chance):
    """Letters and digits changed: the XML stays well-formed more often."""
    changed = bytearray(data)
    for position in chance.sample(range(len(changed)), min(10, len(changed))):
        if changed[position] not in b'<>/"= &':
            changed[position] = chance.choice(b"0123456789ABXZabz-+.:!$%(),*#")
    return bytes(changed)


def flip(data, chance):
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def test_bytes_changed_anywhere_in_a_package_are_survived():
    chance = random.Random(7)  # noqa: S311 - the same mutations in every run
    content = make_estimate(with_results=True)
    for _ in range(ROUNDS):
        survives(flip(content, chance))


@pytest.mark.parametrize("change", [flip, retype])
def test_bytes_changed_inside_the_parts_of_a_package_are_survived(change):
    chance = random.Random(8)  # noqa: S311 - the same mutations in every run
    content = make_first_bill(with_results=False)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    for _ in range(ROUNDS):
        target = chance.choice(names)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as package:
            for name, data in parts.items():
                package.writestr(name, change(data, chance) if name == target else data)
        survives(stream.getvalue())


@pytest.mark.office
def test_bytes_changed_in_an_xls_are_survived(tmp_path):
    chance = random.Random(9)  # noqa: S311 - the same mutations in every run
    content = convert(make_first_bill(with_results=True), "xls", tmp_path)
    for _ in range(ROUNDS):
        survives(flip(content, chance))
