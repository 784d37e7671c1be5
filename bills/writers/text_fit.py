"""How much room a text takes in a cell of Times New Roman, in whole numbers; drawing the cell is not here.

Lengths are in thousandths of a point, so that no fraction is needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

MAX_ROW_HEIGHT = 409  # points; no row of a worksheet can be higher
MIN_FONT_SIZE = 6

# Advance widths of Times New Roman in thousandths of the font size.
_WIDTHS = {
    character: width
    for width, characters in {
        180: "'",
        200: "|",
        250: " ,.\xa0",
        278: "/:;\\ijlt",
        333: "!()-I[]`fr",
        389: "Js",
        408: '"',
        444: "?acez",
        469: "^",
        480: "{}",
        500: "#$*0123456789_bdghknopquvxy",
        541: "~",
        556: "FPS",
        564: "+<=>",
        611: "ELTZ",
        667: "BCR",
        722: "ADGHKNOQUVXYw",
        778: "&m",
        833: "%",
        889: "M",
        921: "@",
        944: "W",
    }.items()
    for character in characters
}
_OTHER_WIDTH = 800
_INDIC_LETTER, _INDIC_SIGN = 900, 400
_INDIC = range(0x0900, 0x0E00)  # Devanagari to Malayalam; drawn in a wider font
_HAS_INDIC = re.compile("[\u0900-\u0dff]").search
_BOLD_PERCENT = 107
_SAFETY_PERCENT = 104  # printers and screens never agree to the last hair


def cell_width(columns: Sequence[int], *, indent: int = 0) -> int:
    """The room for text in a cell over columns of these widths, given in characters."""
    pixels = sum(width * 7 + 5 for width in columns)
    return pixel_width(pixels, indent=indent)


def pixel_width(pixels: int, *, indent: int = 0) -> int:
    """The same for a cell of so many pixels, its text set in by `indent` steps."""
    return (pixels - 6 - 9 * indent) * 750


def text_width(text: str, size: int, *, bold: bool = False) -> int:
    """The length of a text set on one line."""
    percent = _SAFETY_PERCENT * (_BOLD_PERCENT if bold else 100)
    return sum(map(_ADVANCES.__getitem__, text)) * size * percent // 10_000


def count_lines(text: str, width: int, size: int, *, bold: bool = False) -> int:
    """The lines that a text takes when wrapped at spaces into `width`; at least one.

    >>> count_lines("LED street light", cell_width([45]), 11)
    1
    >>> count_lines("LED street light " * 10, cell_width([45]), 11)
    4
    """
    return sum(
        _wrapped_lines(paragraph, width, size, bold)
        for paragraph in text.splitlines() or [""]
    )


def line_height(text: str, size: int) -> int:
    """The height of one line in points; Indic scripts stand higher than Latin."""
    percent = 170 if _HAS_INDIC(text) else 125
    return -(-size * percent // 100)


def row_height(text: str, width: int, size: int, *, bold: bool = False) -> int:
    """The height in points of a row that shows all of a wrapped text."""
    lines = count_lines(text, width, size, bold=bold)
    return lines * line_height(text, size) + 3


def fit_in_row(
    text: str, width: int, size: int, *, bold: bool = False
) -> tuple[int, int]:
    """The font size, at most `size`, at which a wrapped text fits the highest row; its height."""
    height = row_height(text, width, size, bold=bold)
    while size > MIN_FONT_SIZE and height > MAX_ROW_HEIGHT:
        size -= 1
        height = row_height(text, width, size, bold=bold)
    return size, height


def size_to_fit(text: str, width: int, size: int, *, bold: bool = False) -> int:
    """The font size, at most `size`, at which a wrapped text fits the highest row."""
    return fit_in_row(text, width, size, bold=bold)[0]


def size_for_one_line(text: str, width: int, size: int) -> int:
    """The font size, at most `size`, at which a text fits on one line."""
    while size > MIN_FONT_SIZE and text_width(text, size) > width:
        size -= 1
    return size


def _wrapped_lines(paragraph: str, width: int, size: int, bold: bool) -> int:
    lines, used = 1, 0
    space = text_width(" ", size, bold=bold)
    for word in paragraph.split(" "):
        length = text_width(word, size, bold=bold)
        if used and used + length > width:
            lines, used = lines + 1, 0
        if length > width:  # broken in the middle, as a worksheet does
            full_lines, length = divmod(length, width)
            lines += full_lines
        used += length + space
    return lines


class _Advances(dict[str, int]):
    """The widths of characters, of which the table holds the common ones."""

    def __missing__(self, character: str) -> int:
        return _advance(character)


_ADVANCES = _Advances(_WIDTHS)


@lru_cache(maxsize=4096)
def _advance(character: str) -> int:
    is_mark = unicodedata.category(character).startswith("M")
    if ord(character) in _INDIC:
        return _INDIC_SIGN if is_mark else _INDIC_LETTER
    if is_mark:
        return 0
    is_wide = unicodedata.east_asian_width(character) in "WF"
    return 1000 if is_wide else _OTHER_WIDTH
