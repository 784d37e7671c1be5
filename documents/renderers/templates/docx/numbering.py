"""The numbered lists of a Word file: beginning a list anew in a copy; texts are elsewhere."""

from __future__ import annotations

from copy import deepcopy

from documents.renderers.templates.docx.xml import (
    Element,
    attribute,
    attribute_name,
    child,
    make,
    names_of,
)

_LEVELS = 9


class Numbering:
    """The lists of one file; `root` and `styles` are None in a file that has none."""

    def __init__(self, root: Element | None, styles: Element | None) -> None:
        self._root = root
        self._by_style = _numbers_of_styles(styles) if styles is not None else {}
        self._made: dict[tuple[str, tuple[int, int]], str] = {}

    @property
    def is_changed(self) -> bool:
        return bool(self._made)

    def restart(self, element: Element, turn: tuple[int, int]) -> None:
        """Makes the lists in the element begin anew; the same turn shares its lists."""
        for paragraph in element.iter(*names_of("p")):
            number = self._number_of(paragraph)
            if number is not None:
                value = attribute(number, "val")
                number.set(attribute_name(number, "val"), self._new(value, turn))

    def _number_of(self, paragraph: Element) -> Element | None:
        """The list that a paragraph is in, said on the paragraph itself from now on."""
        properties = child(paragraph, "pPr")
        if properties is None:
            return None
        own = child(properties, "numPr", "numId")
        if own is not None:
            return own if attribute(own, "val") != "0" else None
        style = child(properties, "pStyle")
        inherited = (
            self._by_style.get(attribute(style, "val")) if style is not None else None
        )
        if style is None or inherited is None:
            return None
        copy = deepcopy(inherited)
        style.addnext(copy)
        return child(copy, "numId")

    def _new(self, number: str, turn: tuple[int, int]) -> str:
        key = (number, turn)
        if key not in self._made:
            self._made[key] = self._add(number)
        return self._made[key]

    def _add(self, number: str) -> str:
        """A list of the same look that begins anew; the old one where it is unknown."""
        lists = self._elements("num")
        old = next((n for n in lists if attribute(n, "numId") == number), None)
        if old is None:
            return number
        new = deepcopy(old)
        numbers = [
            int(n) for each in lists if (n := attribute(each, "numId")).isdigit()
        ]
        made = str(max(numbers) + 1)
        new.set(attribute_name(new, "numId"), made)
        stated = {
            attribute(o, "ilvl") for o in new if child(o, "startOverride") is not None
        }
        for level in range(_LEVELS):
            if str(level) not in stated:
                self._override(new, level)
        lists[-1].addnext(new)
        return made

    def _elements(self, name: str) -> list[Element]:
        return [] if self._root is None else list(self._root.iter(*names_of(name)))

    def _override(self, number: Element, level: int) -> None:
        override = make(number, "lvlOverride", ilvl=str(level))
        override.append(make(number, "startOverride", val=self._start(number, level)))
        number.append(override)

    def _start(self, number: Element, level: int) -> str:
        """The number that the level begins with in the template."""
        abstract = child(number, "abstractNumId")
        wanted = attribute(abstract, "val") if abstract is not None else ""
        for each in self._elements("abstractNum"):
            if attribute(each, "abstractNumId") != wanted:
                continue
            for found in each.iter(*names_of("lvl")):
                start = child(found, "start")
                if attribute(found, "ilvl") == str(level) and start is not None:
                    return attribute(start, "val")
        return "1"


def _numbers_of_styles(styles: Element) -> dict[str, Element]:
    """The list of each paragraph style that has one, its own or that of its base."""
    by_id = {attribute(s, "styleId"): s for s in styles.iter(*names_of("style"))}
    found = {}
    for name in by_id:
        number = _number_of_style(name, by_id)
        if number is not None:
            found[name] = number
    return found


def _number_of_style(name: str, by_id: dict[str, Element]) -> Element | None:
    seen: set[str] = set()
    while name in by_id and name not in seen:
        seen.add(name)
        style = by_id[name]
        number = child(style, "pPr", "numPr")
        if number is not None:
            return number if child(number, "numId") is not None else None
        base = child(style, "basedOn")
        name = attribute(base, "val") if base is not None else ""
    return None
