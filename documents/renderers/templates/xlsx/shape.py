"""Whether the parts of a workbook are shaped as Excel writes them, so that later steps need not doubt them."""

from __future__ import annotations

import re

from bills.domain.formula_text import LAST_ROW
from documents.domain.template_findings import Refused, TemplateRefused
from documents.renderers.templates.package import Element, local_name

_NUMBER = re.compile(r"[0-9]{1,9}")
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_CORNER = r"\$?[A-Z]{1,3}(?:\$?[1-9][0-9]{0,6})?|\$?[1-9][0-9]{0,6}"
_AREA = re.compile(rf"(?:{_CORNER})(?::(?:{_CORNER}))?")
_AREAS = re.compile(rf"\s*(?:{_AREA.pattern}\s*)+")

# What must be there, and how it must look.
_REQUIRED = {
    "row": {"r": _NUMBER},
    "c": {"r": _CELL},
    "mergeCell": {"ref": _AREA},
    "hyperlink": {"ref": _AREA},
    "conditionalFormatting": {"sqref": _AREAS},
    "comment": {"ref": _CELL},
    "threadedComment": {"ref": _CELL},
    "table": {"ref": _AREA, "id": _NUMBER},
    "autoFilter": {"ref": _AREA},
}
# How it must look where it is there.
_OPTIONAL = {
    "c": {"s": _NUMBER},
    "f": {"ref": _AREA},
    "dimension": {"ref": _AREA},
    "selection": {"sqref": _AREAS, "activeCell": _CELL},
    "pane": {"topLeftCell": _CELL},
    "dataValidation": {"sqref": _AREAS},
    "protectedRange": {"sqref": _AREAS},
    "ignoredError": {"sqref": _AREAS},
    "sortState": {"ref": _AREA},
    "sortCondition": {"ref": _AREA},
    "cellWatch": {"r": _CELL},
    "brk": {"id": _NUMBER},
    "sheet": {"sheetId": _NUMBER},
    "workbookView": {"activeTab": _NUMBER, "firstSheet": _NUMBER},
    "definedName": {"localSheetId": _NUMBER},
    "xf": {"numFmtId": _NUMBER},
    "numFmt": {"numFmtId": _NUMBER},
}


def check_shape(root: Element) -> None:
    """Raises: TemplateRefused, when something is missing or is not what it should be."""
    last_row = 0
    for element in root.iter():
        name = local_name(element)
        for attribute, pattern in _REQUIRED.get(name, {}).items():
            _expect(pattern.fullmatch(element.get(attribute) or ""))
        for attribute, pattern in _OPTIONAL.get(name, {}).items():
            given = element.get(attribute)
            _expect(given is None or pattern.fullmatch(given))
        if name == "row" and element.get("r"):
            _expect(last_row < int(element.get("r")) <= LAST_ROW)
            last_row = int(element.get("r"))
        elif name == "c" and element.get("t") == "s":
            _expect(all(_is_index(child) for child in element))
        elif name == "f" and element.get("t") == "shared":
            _expect(element.get("si") is not None)


def check_drawing(root: Element) -> None:
    """Raises: TemplateRefused, when something is not anchored as it should be."""
    for element in root:
        if local_name(element) not in ("oneCellAnchor", "twoCellAnchor"):
            continue
        ends = [child for child in element if local_name(child) in ("from", "to")]
        _expect(ends)
        for end in ends:
            rows = [child.text or "" for child in end if local_name(child) == "row"]
            _expect(len(rows) == 1 and _NUMBER.fullmatch(rows[0].strip()))


def _is_index(child: Element) -> bool:
    if local_name(child) != "v":
        return True
    return _NUMBER.fullmatch((child.text or "").strip()) is not None


def _expect(holds: object) -> None:
    if not holds:
        raise TemplateRefused(Refused.DAMAGED)
