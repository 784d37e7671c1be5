"""The form of a new bill: the workbook, the kind of bill and the common fields."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.template.defaultfilters import filesizeformat

from bills.domain.bill import BillAction
from bills.domain.money import format_percent
from bills.domain.work import PremiumType
from bills.services import OFFERED_ACTIONS

MB_FIELDS = ("mb_no", "mb_from", "mb_to")
ABSTRACT_FIELDS = ("abs_mb_no", "abs_mb_from", "abs_mb_to")
DATE_FIELDS = ("doi", "doc", "domr", "dobr")


def _box(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": f"{label}: write the date as day-month-year."},
    )


class BillForm(forms.Form):
    """Asks for one workbook; everything else has a sensible blank."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    workbook = forms.FileField(
        label="Estimate workbook",
        help_text="Excel file (.xlsx, .xlsm or .xls).",
        allow_empty_file=True,  # the reader says what is wrong with it, with a hint
        error_messages={"required": "Choose the workbook to make the bill from."},
        widget=forms.ClearableFileInput(
            attrs={
                "accept": ".xlsx,.xlsm,.xls,"
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,"
                "application/vnd.ms-excel"
            }
        ),
    )
    action = forms.ChoiceField(
        label="Kind of bill",
        choices=[(action.value, action.title()) for action in OFFERED_ACTIONS],
        initial=BillAction.ESTIMATE_FIRST_PART.value,
        widget=forms.RadioSelect,
    )
    mb_no = _box("M.B. No.")
    mb_from = _box("From page")
    mb_to = _box("To page")
    abs_mb_no = _box("M.B. No.")
    abs_mb_from = _box("From page")
    abs_mb_to = _box("To page")
    doi = _day("DOI")
    doc = _day("DOC")
    domr = _day("DOMR")
    dobr = _day("DOBR")
    number = forms.IntegerField(
        label="Bill number",
        required=False,
        min_value=1,
        help_text="A first bill is number 1.",
    )
    tp_percent = forms.DecimalField(
        label="Tender premium, %",
        required=False,
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
        help_text="Leave empty to use the one in the workbook.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    tp_type = forms.ChoiceField(
        label="Above or below",
        required=False,
        choices=[
            ("", "Choose"),
            (PremiumType.EXCESS.value, "Excess (above)"),
            (PremiumType.LESS.value, "Less (below)"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("key", uuid.uuid4())
        super().__init__(*args, **kwargs)

    def clean_workbook(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["workbook"]
        size = file.size or 0
        if size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                f"{file.name} has {filesizeformat(size)}; the largest file "
                f"accepted is {filesizeformat(settings.UPLOAD_MAX_BYTES)}. Delete "
                "unused sheets and pictures, save it and choose it again."
            )
        return file

    def clean_number(self) -> int | None:
        number: int | None = self.cleaned_data["number"]
        if number not in (None, 1):
            raise forms.ValidationError(
                f"A first bill is number 1, not {number}. Leave it empty or write 1."
            )
        return number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        percent, kind = cleaned.get("tp_percent"), cleaned.get("tp_type")
        if percent is not None and not kind:
            self.add_error(
                "tp_type", "Say whether the tender premium is Excess or Less."
            )
        if kind and percent is None and "tp_percent" not in self.errors:
            self.add_error(
                "tp_percent", f"Write the percentage of the premium ({kind})."
            )
        return cleaned

    @property
    def bill_action(self) -> BillAction:
        return BillAction(self.cleaned_data["action"])

    def typed_inputs(self) -> dict[str, Any]:
        """The common fields as plain JSON: what the job row keeps."""
        cleaned = self.cleaned_data
        percent = cleaned["tp_percent"]
        return {
            **{name: cleaned[name] for name in (*MB_FIELDS, *ABSTRACT_FIELDS)},
            **{
                name: cleaned[name].isoformat() if cleaned[name] else ""
                for name in DATE_FIELDS
            },
            "number": cleaned["number"],
            "tp_percent": "" if percent is None else format_percent(percent),
            "tp_type": cleaned["tp_type"],
        }

    def measurement_boxes(self) -> Iterator[BoundField]:
        return (self[name] for name in MB_FIELDS)

    def abstract_boxes(self) -> Iterator[BoundField]:
        return (self[name] for name in ABSTRACT_FIELDS)

    def dates(self) -> Iterator[BoundField]:
        return (self[name] for name in DATE_FIELDS)
