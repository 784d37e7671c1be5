"""Where the values of a workbook without tags probably go, offered by its labels; nothing is filled by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from bills.domain.grid import cell_name, column_letter, column_number
from documents.domain.template_findings import Refused, TemplateRefused
from documents.renderers.templates.package import Element, local_name, named
from documents.renderers.templates.xlsx.book import (
    Book,
    cells_in,
    child_named,
    rows_in,
)
from documents.renderers.templates.xlsx.sheet_moves import rows_of
from documents.renderers.templates.xlsx.texts import set_text, text_nodes, text_of

FARTHEST = 10  # columns to the right. Source: spec templates, section 5.
LONGEST_LABEL_CELL = 200  # characters; anything longer is prose

_LABELS = (
    (r"name of (?:the )?work", "NAME_OF_WORK"),
    (r"(?:ref(?:erence)? (?:to|of) )?agreement", "REF_OF_AGREEMENT"),
    (r"(?:ref(?:erence)? (?:to|of) )?admin\w* sanction", "ADMIN_SANCTION"),
    (r"(?:ref(?:erence)? (?:to|of) )?tech\w* sanction", "TECH_SANCTION"),
    (r"(?:name of (?:the )?)?agency", "NAME_OF_AGENCY"),
    (r"(?:name of (?:the )?)?contractor", "CONTRACTOR"),
    (r"m ?b (?:no )?details", "MB_DETAILS"),
    (r"tender premium", "TENDER_PREMIUM"),
    (r"estimate amount", "ESTIMATE_AMOUNT"),
    (r"n ?i ?t no", "NIT_NO"),
    (r"period(?: of completion)?", "PERIOD_OF_COMPLETION"),
    (r"(?:date of )?commencement", "DATE_OF_COMMENCEMENT"),
    (r"(?:date of )?completion", "DATE_OF_COMPLETION"),
    (r"work order date", "WORK_ORDER_DATE"),
    (r"work order no", "WORK_ORDER_NO"),
    (r"earnest money", "EARNEST_MONEY"),
    (r"security deposit", "SECURITY_DEPOSIT"),
    (r"(?:rupees |amount )?in words", "AMOUNT_IN_WORDS"),
    (r"grand total|bill amount|total", "TOTAL_AMOUNT"),
)
_PATTERNS = [(re.compile(rf"(?:{label})\b"), name) for label, name in _LABELS]
_NUMBERING = re.compile(r"^\(?(?:[0-9]{1,3}|[a-z]|[ivx]{1,4})[.)]\s*")


@dataclass(frozen=True, slots=True)
class Target:
    """A label in a workbook and the cell where its value would go."""

    sheet: str
    label_cell: str
    label: str
    target_cell: str  # that of the label when the value follows it there
    placeholder: str


def suggest_targets(content: bytes) -> list[Target]:
    """A target for every cell that begins with a known label; none where tags are already.

    Raises: TemplateRefused.
    """
    book = Book(content)
    return [
        target
        for sheet in book.sheets
        for target in _targets(book, sheet.title, book.package.tree(sheet.part))
    ]


def add_placeholders(content: bytes, chosen: Iterable[Target]) -> bytes:
    """The workbook with the tags of the chosen targets written into their cells.

    Raises: TemplateRefused, when a target is not in this workbook.
    """
    book = Book(content)
    parts = {sheet.title: sheet.part for sheet in book.sheets}
    for target in chosen:
        if target.sheet not in parts:
            raise TemplateRefused(Refused.NOT_A_TEMPLATE)
        root = book.package.change(parts[target.sheet])
        cell = _find_or_make_cell(root, target.target_cell)
        _append_tag(book, cell, f"{{{{{target.placeholder}}}}}")
    book.strings.finish(book.package.tree(part) for part in parts.values())
    return book.package.to_bytes()


def find_label(text: str) -> str | None:
    """The placeholder whose label the text begins with.

    >>> find_label("1. Name of the Work :"), find_label("N.I.T. No"), find_label("Remarks")
    ('NAME_OF_WORK', 'NIT_NO', None)
    """
    if len(text) > LONGEST_LABEL_CELL:
        return None
    bare = text.strip().casefold()
    for candidate in (bare, _NUMBERING.sub("", bare)):
        plain = " ".join(re.sub(r"[.:_/-]", " ", candidate).split())
        for label, name in _PATTERNS:
            if label.match(plain):
                return name
    return None


def _targets(book: Book, title: str, root: Element) -> Iterator[Target]:
    merged = _merged_cells(root)
    for row in rows_in(root):
        filled = {cell.get("r") for cell in cells_in(row) if _is_filled(cell)}
        for cell in cells_in(row):
            owner = book.text_owner(cell)
            text = "" if owner is None else text_of(owner)
            name = None if "{{" in text else find_label(text)
            if name is not None:
                target = _first_empty(cell.get("r"), filled, merged)
                yield Target(title, cell.get("r"), text.strip(), target, name)


def _first_empty(label: str, filled: set[str], merged: set[str]) -> str:
    """The first empty unmerged cell to the right, else the label's own."""
    letters = label.rstrip("0123456789")
    row, column = int(label[len(letters) :]), column_number(letters)
    right = (cell_name(row, column + step) for step in range(1, FARTHEST + 1))
    return next((c for c in right if c not in filled and c not in merged), label)


def _merged_cells(root: Element) -> set[str]:
    """Every cell of every merged range; a range over a thousand cells is decoration."""
    merged: set[str] = set()
    for merge in named(root, "mergeCell"):
        area = merge.get("ref").replace("$", "")
        start, _, stop = area.partition(":")
        first, last = rows_of(area)
        left = column_number(start.rstrip("0123456789"))
        right = column_number(stop.rstrip("0123456789"))
        if (last - first + 1) * (right - left + 1) <= 1000:
            merged |= {
                cell_name(row, column)
                for row in range(first, last + 1)
                for column in range(left, right + 1)
            }
    return merged


def _is_filled(cell: Element) -> bool:
    return any(local_name(child) in ("f", "v", "is") for child in cell)


def _find_or_make_cell(root: Element, name: str) -> Element:
    letters = name.rstrip("0123456789")
    row = _find_or_make_row(root, int(name[len(letters) :]))
    column = column_number(letters)
    at = 0
    for cell in cells_in(row):
        here = column_number(cell.get("r").rstrip("0123456789"))
        if here == column:
            return cell
        at += here < column
    made = row.makeelement(f"{row.tag[:-3]}c")
    made.set("r", f"{column_letter(column)}{row.get('r')}")
    row.insert(at, made)
    return made


def _find_or_make_row(root: Element, number: int) -> Element:
    data = next(child for child in root if local_name(child) == "sheetData")
    at = 0
    for row in rows_in(root):
        if int(row.get("r")) == number:
            return row
        at += int(row.get("r")) < number
    made = data.makeelement(f"{data.tag[:-9]}row")
    made.set("r", str(number))
    data.insert(at, made)
    return made


def _append_tag(book: Book, cell: Element, tag: str) -> None:
    owner = book.text_owner(cell)
    if owner is None:
        cell.set("t", "inlineStr")
        for child in list(cell):
            cell.remove(child)
        inline = cell.makeelement(f"{cell.tag[:-1]}is")
        text = inline.makeelement(f"{cell.tag[:-1]}t")
        text.text = tag
        inline.append(text)
        cell.append(inline)
        return
    is_shared = cell.get("t") == "s"
    owner = deepcopy(owner) if is_shared else owner
    last = text_nodes(owner)[-1]
    set_text(last, f"{(last.text or '').rstrip()} {tag}")
    stored = child_named(cell, "v")
    if is_shared and stored is not None:
        stored.text = str(book.strings.add(owner))
