"""Workbooks changed at random, from single bits to whole cells; what must become of them is in fuzz.py."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

Parts = dict[str, bytes]

NASTY_NUMBERS = (
    *("0", "-1", "1E308", "-1E308", "1E309", "1E-320", "NaN", "INF", "-0", "1e", ""),
    *("99999999999999999999", "0.1E-400", "2958466", "-5", "1,5", "४५", "1_0"),
)
NUMBERS = (
    *("0", "1", "2", "3", "5", "7", "11", "-1", "0.005", "1E-9", "123456789012345678"),
    *("1E14", "1E15", "1E300", "-1E300", "45958", "0.045", "100", "1000000"),
)
NASTY_REFERENCES = (
    *("A0", "A1048577", "XFE1", "1A", "A", "$A$1", "ZZZZZ1", "A1:XFD1048576", "\u0661"),
    *("B4:A1", "A:A", "1:1", "A1:", "R1C1", "A99999999999", "a5"),
)
NASTY_TEXTS = (
    *("Total", "Sub Total Amount", "Deduct T.P @ 4.5 % Less", "T.P", "AE1", "AE"),
    *("Rate", "Qty", "Description", "Amount", "Unit", "Sl.No", "Per", "per 0 Nos", "%"),
    *("=1+1", "+91 98", "-5", "@x", "(500", "500)", "1,25,000.50", "Rs. 5/-", "\ud7ff"),
    *("31-02-2026", "#REF!", "#N/A", "Supplemental Items-2", "Workslip-2 Qty", " ", ""),
    *("Name of the work : Another", "Grand Total", "_x000D_", "_xD800_", "\t=cmd|' /C"),
)
FORMULA_BITS = (
    *(
        "A1",
        "$B$2",
        "H11:H12",
        "A:A",
        "1:1",
        "Datas!J22",
        "[1]X!A1",
        "'a b'!C3",
        "ZZZ9",
    ),
    *(
        "1",
        "0",
        "1E308",
        ".5",
        '"x"',
        '""',
        "TRUE",
        "#REF!",
        "+",
        "-",
        "*",
        "/",
        "^",
        "%",
    ),
    *("&", "=", "<>", ">=", "(", ")", ",", "SUM(", "ROUND(", "IF(", "IFERROR(", "MOD("),
    *(
        "VLOOKUP(",
        "AVERAGE(",
        "PRODUCT(",
        "CEILING(",
        "COUNT(",
        "NOT(",
        "TRIM(",
        "{",
        "}",
    ),
    *(
        "MIN()",
        "MAX()",
        "INT(",
        "ABS(",
        "!",
        ":",
        "'",
        '"',
        ";",
        "@",
        "#",
        "_xlfn.CONCAT(",
    ),
)
ATTRIBUTE = re.compile(rb'(?<==")[^"<>]*(?=")')
TEXT = re.compile(rb"(?<=>)[^<>]+(?=</t)")
VALUE = re.compile(rb"(?<=<v>)[^<>]*(?=</v>)")
FORMULA = re.compile(rb"(?<=<f>)[^<>]*(?=</f>)")
ELEMENT = re.compile(
    rb"<(\w+)(?: [^<>]*)?/>|<(c|row|si|xf|mergeCell)[ >].*?</\2>", re.S
)


def unpack(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def flip(data: bytes, chance: Random) -> bytes:
    """Some bytes become any others."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(data: bytes, chance: Random) -> bytes:
    """The end, or a piece of the middle, is missing or stands twice."""
    start, end = sorted(chance.randrange(len(data)) for _ in range(2))
    return chance.choice(
        (data[:start], data[:start] + data[end:], data[:end] + data[start:])
    )


def replace_some(
    pattern: re.Pattern[bytes], make: Callable[[Random], str]
) -> Callable[[bytes, Random], bytes]:
    """A change of one to four of the places that the pattern finds."""

    def change(data: bytes, chance: Random) -> bytes:
        places = [match.span() for match in pattern.finditer(data)]
        chosen = chance.sample(places, min(len(places), chance.randint(1, 4)))
        for start, end in sorted(chosen, reverse=True):
            data = data[:start] + make(chance).encode() + data[end:]
        return data

    return change


def move_element(data: bytes, chance: Random) -> bytes:
    """A cell, row, string or format is lost, doubled, or put in another's place."""
    places = [match.span() for match in ELEMENT.finditer(data)]
    if not places:
        return flip(data, chance)
    start, end = chance.choice(places)
    other, _ = chance.choice(places)
    element = data[start:end]
    return chance.choice(
        (
            data[:start] + data[end:],
            data[:end] + element + data[end:],
            data[:other] + element + data[other:],
        )
    )


def _nasty(chance: Random) -> str:
    kind = chance.choice((NASTY_NUMBERS, NASTY_REFERENCES, NASTY_TEXTS))
    return _escape(chance.choice(kind))


def _formula(chance: Random) -> str:
    bits = chance.choices(FORMULA_BITS, k=chance.randint(1, 9))
    return _escape("".join(bits))


def _escape(text: str) -> str:
    for plain, entity in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        text = text.replace(plain, entity)
    return text


# Most leave the package in order, so that what reads the cells is tried too.
CHANGES = {
    flip: 1,
    cut: 1,
    move_element: 4,
    replace_some(ATTRIBUTE, _nasty): 2,
    replace_some(VALUE, lambda chance: chance.choice(NUMBERS)): 6,
    replace_some(TEXT, lambda chance: _escape(chance.choice(NASTY_TEXTS))): 4,
    replace_some(FORMULA, _formula): 6,
}


def mutate_parts(parts: Parts, chance: Random) -> bytes:
    """A package with one to four changes in its parts, mostly in the cells."""
    parts = dict(parts)
    cells = [n for n in parts if "worksheets/sheet" in n or "sharedStrings" in n]
    for _ in range(chance.randint(1, 4)):
        name = chance.choice(cells if chance.random() < 0.9 else list(parts))
        change = chance.choices(list(CHANGES), list(CHANGES.values()))[0]
        if chance.random() < 0.01:
            parts[name] = b""
        elif parts[name]:
            parts[name] = change(parts[name], chance)
    return pack(parts)


def mutate_bytes(content: bytes, chance: Random) -> bytes:
    """The file itself with bytes changed or missing."""
    return flip(content, chance) if chance.random() < 0.8 else cut(content, chance)
