"""The small forms of the preview page, each of which changes what the office says of one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bills.domain.corrections import SheetCorrections
from bills.domain.table_header import Role
from bills.domain.work import ROW_CHOICES, RowMark, SheetKind
from bills.queries.reading_rows import RowView
from bills.queries.reading_words import (
    FIELD_WORDS,
    KIND_WORDS,
    MARK_WORDS,
    ROLE_WORDS,
    SAYABLE_KINDS,
)
from bills.queries.readings import SheetView

K = TypeVar("K")
V = TypeVar("V")

LONGEST_TEXT = 4_000
LONG_TEXT = 60  # shown in a box of several lines
# Of the executed phases of a workslip there are as many columns as phases.
REPEATED_ROLES = frozenset({Role.EXECUTED_QUANTITY, Role.EXECUTED_AMOUNT})


class CorrectionForm(forms.Form):
    """What every correction carries: the version it is made to and the shown part."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    part = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    prefix_of_ids = "correction"  # several of these forms stand on one page

    def __init__(self, sheet: SheetView, *args: Any, **kwargs: Any) -> None:
        self.sheet = sheet
        kwargs.setdefault("auto_id", f"{self.prefix_of_ids}-%s")
        super().__init__(*args, **kwargs)

    @property
    def shown_part(self) -> int:
        return self.cleaned_data.get("part") or 0

    def change(self, said: SheetCorrections) -> SheetCorrections:
        """What the office says of the sheet after this form; before it, `said`."""
        raise NotImplementedError


class KindForm(CorrectionForm):
    """What the sheet is."""

    prefix_of_ids = "sheet"

    kind = forms.ChoiceField(
        label=_("This sheet is"),
        choices=[(kind.value, KIND_WORDS[kind]) for kind in SAYABLE_KINDS],
    )

    def __init__(self, sheet: SheetView, *args: Any, **kwargs: Any) -> None:
        super().__init__(sheet, *args, **kwargs)
        if sheet.kind not in SAYABLE_KINDS:
            field = self.fields["kind"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            found = (
                sheet.kind.value,
                gettext("%(kind_word)s, as found") % {"kind_word": sheet.kind_word},
            )
            field.choices = [found, *KindForm.base_fields["kind"].choices]  # type: ignore[attr-defined]  # a choice field
        self.initial.setdefault("kind", sheet.kind.value)

    def change(self, said: SheetCorrections) -> SheetCorrections:
        kind = SheetKind(self.cleaned_data["kind"])
        return said if kind is self.sheet.kind else replace(said, kind=kind)


class ColumnsForm(CorrectionForm):
    """What the columns of the sheet mean, all of them together."""

    prefix_of_ids = "columns"

    remember = forms.BooleanField(
        label=_("Remember this layout for the office"), required=False, initial=True
    )

    def __init__(self, sheet: SheetView, *args: Any, **kwargs: Any) -> None:
        super().__init__(sheet, *args, **kwargs)
        choices = [
            ("", gettext("Not used")),
            *((r.value, w) for r, w in ROLE_WORDS.items()),
        ]
        for letter, meaning in sheet.columns.items():
            self.fields[f"column-{letter}"] = forms.ChoiceField(
                label=gettext("Column %(letter)s") % {"letter": letter},
                choices=choices,
                required=False,
                initial=meaning,
                widget=forms.Select(attrs={"form": "columns-form"}),
            )

    def column_boxes(self) -> list[tuple[str, forms.BoundField]]:
        """The letter of each column with its box."""
        return [(letter, self[f"column-{letter}"]) for letter in self.sheet.columns]

    def change(self, said: SheetCorrections) -> SheetCorrections:
        changed = self._changed()
        # Of two columns of one role the last given counts, so these come last.
        kept = {k: v for k, v in said.columns.items() if k not in changed}
        return replace(said, columns=kept | changed)

    def layout(self) -> dict[str, str]:
        """The columns as they will be: of two with one role the newly chosen one has it."""
        columns = {k: v for k, v in self.sheet.columns.items() if v}
        for letter, role in self._changed().items():
            columns.pop(letter, None)
            if role and role not in REPEATED_ROLES:
                columns = {k: v for k, v in columns.items() if v != role}
            if role:
                columns[letter] = role
        return columns

    def _changed(self) -> dict[str, str]:
        return {
            letter: self.cleaned_data[f"column-{letter}"]
            for letter, meaning in self.sheet.columns.items()
            if self.cleaned_data[f"column-{letter}"] != meaning
        }


class FieldsForm(CorrectionForm):
    """The header fields of the sheet."""

    prefix_of_ids = "fields"

    def __init__(self, sheet: SheetView, *args: Any, **kwargs: Any) -> None:
        super().__init__(sheet, *args, **kwargs)
        self._found = {field["name"]: field for field in sheet.fields}
        for name, field in self._found.items():
            said = gettext(" Corrected here.") if field["is_corrected"] else ""
            place = (
                gettext("Read from %(place)s.") % {"place": field["place"]}
                if field["place"]
                else gettext("Not found.")
            )
            self.fields[f"field-{name}"] = forms.CharField(
                label=FIELD_WORDS[name],
                help_text=said or place,
                required=False,
                max_length=LONGEST_TEXT,
                initial=field["value"],
                widget=_box_for(field["value"]),
            )

    def field_boxes(self) -> list[forms.BoundField]:
        return [self[f"field-{name}"] for name in self._found]

    def change(self, said: SheetCorrections) -> SheetCorrections:
        typed = {name: self.cleaned_data[f"field-{name}"] for name in self._found}
        changed = {
            name: text
            for name, text in typed.items()
            if text.split() != self._found[name]["value"].split()
        }
        return replace(said, fields={**said.fields, **changed})


class RowForm(CorrectionForm):
    """What one row is, and what stands in its recognised columns."""

    mark = forms.ChoiceField(label=_("This row is"), required=False)
    is_header = forms.BooleanField(
        label=_("This row heads the columns of the table"), required=False
    )

    def __init__(
        self, sheet: SheetView, row: RowView, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(sheet, *args, auto_id=f"row-{row.number}-%s", **kwargs)
        self.row = row
        self._mark = row.mark.value if row.mark else ""
        choices = [(mark.value, str(MARK_WORDS[mark])) for mark in ROW_CHOICES]
        if row.mark not in ROW_CHOICES:
            choices.insert(
                0, (self._mark, row.mark_word or gettext("Nothing of the table"))
            )
        field = self.fields["mark"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices, field.initial = choices, self._mark
        for letter, meaning in sheet.headings:
            if meaning:
                text = row.texts.get(letter, "")
                self.fields[f"cell-{letter}"] = forms.CharField(
                    label=f"{meaning} ({letter}{row.number})",
                    required=False,
                    max_length=LONGEST_TEXT,
                    initial=text,
                    widget=_box_for(text),
                )

        self._focus_on_fault()

    def cell_boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("cell-")]

    def _focus_on_fault(self) -> None:
        """Puts the cursor where something is wrong, else in the first box."""
        at_fault = [f"cell-{c.letter}" for c in self.row.cells if c.is_wrong]
        wanted = next((name for name in at_fault if name in self.fields), None)
        boxes = [name for name in self.fields if name.startswith("cell-")]
        self.fields[wanted or (boxes or ["mark"])[0]].widget.attrs["autofocus"] = True

    def change(self, said: SheetCorrections) -> SheetCorrections:
        number = self.row.number
        typed = {
            letter: self.cleaned_data[f"cell-{letter}"]
            for letter, meaning in self.sheet.headings
            if meaning
        }
        cells = {
            f"{letter}{number}": text
            for letter, text in typed.items()
            if text.split() != self.row.texts.get(letter, "").split()
        }
        changed = replace(said, cells={**said.cells, **cells})
        mark = self.cleaned_data["mark"]
        if mark and mark != self._mark:
            changed = replace(changed, rows={**said.rows, number: RowMark(mark)})
        if self.cleaned_data["is_header"]:
            changed = replace(changed, header_row=number)
        return changed


class UndoForm(CorrectionForm):
    """Takes one correction back; `what` is its name in `describe_corrections`."""

    what = forms.CharField(max_length=100, widget=forms.HiddenInput)

    def change(self, said: SheetCorrections) -> SheetCorrections:
        what, _, key = self.cleaned_data["what"].partition(":")
        match what:
            case "kind":
                return replace(said, kind=None)
            case "header_row":
                return replace(said, header_row=None)
            case "columns":
                return replace(said, columns={})
            case "rows":
                return replace(said, rows=_without(said.rows, key))
            case "cells":
                return replace(said, cells=_without(said.cells, key))
            case "fields":
                return replace(said, fields=_without(said.fields, key))
            case _:
                return said


def _without(said: Mapping[K, V], key: str) -> dict[K, V]:
    return {name: value for name, value in said.items() if str(name) != key}


def _box_for(text: str) -> forms.Widget:
    attrs: dict[str, Any] = {"autocomplete": "off"}
    if len(text) > LONG_TEXT:
        return forms.Textarea(attrs={**attrs, "rows": 3})
    return forms.TextInput(attrs=attrs)
