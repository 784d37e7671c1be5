"""The one change that filling makes to the styles of a workbook: a date format where a date goes in."""

from __future__ import annotations

import re
from copy import deepcopy

from documents.renderers.templates.package import Element, Package, named
from documents.renderers.templates.xlsx.shape import check_shape

DATE_FORMAT = "dd-mm-yyyy"
FIRST_OWN_FORMAT = 164
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48)})
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


class Styles:
    """The cell formats of a workbook, by their numbers."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        self._dated: dict[int, int] = {}

    def with_date(self, style: int) -> int:
        """The same format if it shows dates, else a copy of it that does."""
        if style not in self._dated:
            self._dated[style] = self._find_or_add(style)
        return self._dated[style]

    def _find_or_add(self, style: int) -> int:
        if self._part not in self._package:
            return style
        root = self._package.tree(self._part)
        check_shape(root)
        formats = next(iter(named(root, "cellXfs")), None)
        if formats is None or not 0 <= style < len(formats):
            return style
        if self._is_date(root, formats[style]):
            return style
        root = self._package.change(self._part)
        copy = deepcopy(formats[style])
        copy.set("numFmtId", str(self._date_format(root)))
        copy.set("applyNumberFormat", "1")
        formats.append(copy)
        formats.set("count", str(len(formats)))
        return len(formats) - 1

    def _is_date(self, root: Element, cell_format: Element) -> bool:
        number = int(cell_format.get("numFmtId", "0"))
        for own in named(root, "numFmt"):
            if own.get("numFmtId") == str(number):
                bare = _LITERALS.sub("", own.get("formatCode", "")).lower()
                return bool(re.search("[dmy]", bare)) and bare != "general"
        return number in _BUILT_IN_DATES

    def _date_format(self, root: Element) -> int:
        own = named(root, "numFmt")
        for known in own:
            if known.get("formatCode") == DATE_FORMAT:
                return int(known.get("numFmtId"))
        number = max([FIRST_OWN_FORMAT - 1, *(int(n.get("numFmtId")) for n in own)]) + 1
        if not named(root, "numFmts"):
            root.insert(0, root.makeelement(f"{root.tag[:-10]}numFmts"))
        container = named(root, "numFmts")[0]
        added = container.makeelement(f"{root.tag[:-10]}numFmt")
        added.set("numFmtId", str(number))
        added.set("formatCode", DATE_FORMAT)
        container.append(added)
        container.set("count", str(len(container)))
        return number
