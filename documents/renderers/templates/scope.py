"""The values that are in sight at one place of a template, and the names that may be used; sums are in evaluation.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from documents.domain.placeholders import (
    ITEM_FIELDS,
    LOOP_FIELDS,
    PLACEHOLDERS,
    SECTION_FIELDS,
    Kind,
    Placeholder,
    Value,
    complete_values,
    find_nearest_name,
)
from documents.domain.template_findings import (
    Fields,
    SectionValues,
    TemplateContext,
    WorkValues,
)

# What EACH takes, with the list behind it and the fields of one of it.
LISTS: Mapping[str, str] = {"item": "items", "section": "sections", "work": "works"}
FIELDS: Mapping[str, Mapping[str, Placeholder]] = {
    "item": ITEM_FIELDS,
    "section": SECTION_FIELDS,
    "work": {name.lower(): known for name, known in PLACEHOLDERS.items()},
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a repeat."""

    kind: str  # item, section or work
    tag: int  # which EACH tag of the template it belongs to
    index: int  # from 0
    count: int
    fields: Fields

    def field(self, name: str) -> Value:
        match name:
            case "number":
                return Decimal(self.index + 1)
            case "first":
                return truth(self.index == 0)
            case "last":
                return truth(self.index == self.count - 1)
            case "odd":
                return truth(self.index % 2 == 0)
            case "even":
                return truth(self.index % 2 == 1)
            case _:
                return self.fields.get(name)

    def has(self, name: str) -> bool:
        return name in self.fields or name in LOOP_FIELDS


@dataclass(frozen=True, slots=True)
class Scope:
    """The values of the whole file, then those of each repeat around the place."""

    values: Fields
    works: Sequence[WorkValues]
    turns: tuple[Turn, ...] = ()
    section: SectionValues | None = None

    @staticmethod
    def of(context: TemplateContext) -> Scope:
        """The scope of a whole file; a single work's values are in sight everywhere."""
        works = [
            replace(work, values=complete_values({**context.values, **work.values}))
            for work in context.works
        ]
        own = works[0].values if len(works) == 1 else {}
        given = {k: v for k, v in context.values.items() if v is not None and v != ""}
        return Scope(complete_values({**own, **given}), works)

    def records(self, kind: str) -> list[Fields]:
        """The fields of every item, section or work in sight."""
        if kind == "item":
            if self.section is not None:
                return list(self.section.items)
            return [item for work in self.works for item in work.all_items()]
        if kind == "section":
            return [{"title": part.title} for part in self._sections()]
        return [_lower_case(work.values) for work in self.works]

    def turns_of(self, kind: str, tag: int) -> list[Scope]:
        """The scope of each turn of a repeat; in a work only its own values are in sight."""
        records = self.records(kind)
        scopes = [
            replace(self, turns=(*self.turns, Turn(kind, tag, n, len(records), fields)))
            for n, fields in enumerate(records)
        ]
        if kind == "section":
            return [
                replace(scope, section=part)
                for scope, part in zip(scopes, self._sections(), strict=True)
            ]
        if kind == "work":
            return [
                replace(scope, works=[work], values=work.values, section=None)
                for scope, work in zip(scopes, self.works, strict=True)
            ]
        return scopes

    def turn(self, kind: str) -> Turn | None:
        """The innermost turn of this kind around the place."""
        return next((t for t in reversed(self.turns) if t.kind == kind), None)

    def _sections(self) -> list[SectionValues]:
        return [part for work in self.works for part in work.all_sections()]


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a template may use, those of custom mappings included."""

    custom: frozenset[str] = frozenset()

    @staticmethod
    def of(context: TemplateContext) -> Names:
        given: set[str] = set(context.values)
        for work in context.works:
            given |= set(work.values)
        return Names(frozenset(given - set(PLACEHOLDERS)))

    def is_known(self, name: str) -> bool:
        """Whether a name, a field or a list of this spelling exists.

        >>> [Names().is_known(name) for name in ("AMOUNT", "item.rate", "items.rate", "X")]
        [True, True, True, False]
        """
        variable, dot, field = name.partition(".")
        if dot:
            return field in self._fields(variable)
        is_list = name.lower() in LISTS.values()
        return name in PLACEHOLDERS or name in self.custom or is_list

    def nearest(self, name: str) -> str | None:
        """The known name that was probably meant; None when nothing is near."""
        variable, dot, field = name.partition(".")
        if not dot:
            return find_nearest_name(name, [*PLACEHOLDERS, *sorted(self.custom)])
        near = find_nearest_name(field, sorted(self._fields(variable)))
        return f"{variable}.{near}" if near else None

    def _fields(self, variable: str) -> Iterable[str]:
        for one, many in LISTS.items():
            if variable in (one, many):
                custom = [name.lower() for name in self.custom if one == "work"]
                turns = LOOP_FIELDS if variable == one else ()
                return {*FIELDS[one], *custom, *turns}
        return ()


def find_kind(name: str) -> Kind:
    """How a name or field prints without a filter.

    >>> find_kind("AMOUNT"), find_kind("items.quantity")
    (<Kind.AMOUNT: 'amount'>, <Kind.NUMBER: 'number'>)
    """
    variable, dot, field = name.partition(".")
    if not dot:
        known = PLACEHOLDERS.get(name)
    else:
        one = variable if variable in FIELDS else variable.removesuffix("s")
        known = FIELDS.get(one, {}).get(field) or LOOP_FIELDS.get(field)
    return known.kind if known else Kind.TEXT


def truth(condition: bool) -> Value:
    """A yes or no as a value: a no is a missing value."""
    return "true" if condition else None


def _lower_case(fields: Fields) -> Fields:
    return {name.lower(): value for name, value in fields.items()}
