"""The forms of a new bill: which bill, its common fields, and the workbooks to make it from."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.template.defaultfilters import filesizeformat
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from bills.domain.bill import BillAction, Layout
from bills.domain.bill_number import FIRST_LATER_BILL
from bills.domain.money import format_percent
from bills.domain.work import PremiumType, SheetKind
from jobs.services import (
    WORKBOOK,
    FileOfWrongKind,
    UploadTooLarge,
    Wanted,
    check_upload,
)

if TYPE_CHECKING:
    from jobs.models import Upload

# What the two buttons of the New bill page send as `then`.
CHECK, MAKE = "check", "make"

MB_FIELDS = ("mb_no", "mb_from", "mb_to")
ABSTRACT_FIELDS = ("abs_mb_no", "abs_mb_from", "abs_mb_to")
DATE_FIELDS = ("doi", "doc", "domr", "dobr")

ALL_ACTIONS = tuple(BillAction)
SOURCE_WORDS = {
    SheetKind.ESTIMATE: _("From an estimate"),
    SheetKind.WORKSLIP: _("From a workslip"),
    SheetKind.FIRST_BILL: _("From the first bill"),
    SheetKind.NTH_BILL: _("From a later bill"),
}
ACCEPTED_FILES = (
    ".xlsx,.xlsm,.xls,"
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,"
    "application/vnd.ms-excel"
)

Workbook = UploadedFile[bytes]


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """The kinds of bill that start from one kind of sheet."""

    title: StrOrPromise
    choices: Sequence[BoundWidget]


def _box(label: StrOrPromise) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _day(label: StrOrPromise) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": format_lazy(
                _("{label}: write the date as day-month-year."), label=label
            )
        },
    )


def check_file(file: Workbook, wanted: Wanted) -> Workbook:
    """The file itself. Raises: ValidationError, when it is too large or of a wrong kind."""
    try:
        check_upload(file, wanted)
    except (UploadTooLarge, FileOfWrongKind) as error:
        raise forms.ValidationError(str(error)) from error
    return file


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class WorkbooksField(forms.FileField):
    """Cleans to a list: one workbook, or those of a batch."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Workbook]:
        files = data if isinstance(data, list) else [data]
        if not any(files) and not self.required:
            return []
        cleaned = [super(WorkbooksField, self).clean(file, initial) for file in files]
        if not cleaned:
            raise forms.ValidationError(self.error_messages["required"], "required")
        return cleaned


class WorkbooksForm(forms.Form):
    """A form with the field `workbook`, whose right files are not lost with what is wrong.

    Whoever shows the form again stores those `at_stake` and adds them to `uploads`, which
    the form shows and posts as `kept`.
    """

    def __init__(
        self, *args: Any, uploads: Sequence[Upload] = (), **kwargs: Any
    ) -> None:
        """`uploads`: the workbooks of an earlier post that are kept and still wanted."""
        super().__init__(*args, **kwargs)
        self.uploads = list(uploads)
        self._right: list[Workbook] = []
        if uploads:
            self.fields["workbook"].required = False

    def clean_workbook(self) -> list[Workbook | Upload]:
        files: list[Workbook] = self.cleaned_data["workbook"]
        self._check_batch(files)
        wrong = []
        for file in files:
            try:
                self._right.append(check_file(file, WORKBOOK))
            except forms.ValidationError as error:
                wrong.append(error)
        if wrong:
            raise forms.ValidationError(wrong)
        return [*self.uploads, *self._right]

    def at_stake(self, *, is_swapped: bool) -> list[Workbook]:
        """The right files that the page would lose with the form that was posted.

        `is_swapped`: by htmx, which leaves the chosen files in a field without mistakes.
        """
        return [] if is_swapped and "workbook" not in self.errors else self._right

    def _check_batch(self, files: Sequence[Workbook]) -> None:
        most, largest = settings.BATCH_MAX_FILES, settings.BATCH_MAX_BYTES
        count = len(self.uploads) + len(files)
        if count > most:
            raise forms.ValidationError(
                gettext(
                    "You chose %(count)s workbooks; one batch takes up to %(most)s. Make the bills in several batches."
                )
                % {"count": count, "most": most}
            )
        size = sum(upload.file_size for upload in self.uploads)
        size += sum(file.size or 0 for file in files)
        if count > 1 and size > largest:
            raise forms.ValidationError(
                gettext(
                    "The %(count)s workbooks have %(size)s together; one batch takes up to %(limit)s. Make the bills in several batches."
                )
                % {
                    "count": count,
                    "size": filesizeformat(size),
                    "limit": filesizeformat(largest),
                }
            )


class BillOptionsForm(forms.Form):
    """Everything about a bill but its workbook; only the kind of bill must be said."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    action = forms.ChoiceField(
        label=_("Kind of bill"),
        error_messages={
            "required": _("Choose the kind of bill."),
            "invalid_choice": _(
                "%(value)s is not a kind of bill that can be made here."
            ),
        },
        widget=forms.RadioSelect,
    )
    workslip = forms.FileField(
        label=_("Current workslip"),
        required=False,
        allow_empty_file=True,  # check_file says what to do about it
        help_text=_("Only for a later bill. It fills in the quantities till date."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED_FILES}),
    )
    mb_no = _box(_("M.B. No."))
    mb_from = _box(_("From page"))
    mb_to = _box(_("To page"))
    abs_mb_no = _box(_("M.B. No."))
    abs_mb_from = _box(_("From page"))
    abs_mb_to = _box(_("To page"))
    doi = _day(_("DOI"))
    doc = _day(_("DOC"))
    domr = _day(_("DOMR"))
    dobr = _day(_("DOBR"))
    number = forms.IntegerField(
        label=_("Bill number"),
        required=False,
        min_value=1,
        help_text=(
            _(
                "A first bill is number 1. A later bill is 2 or more; leave it empty for "
                "the number after the bill before."
            )
        ),
    )
    tp_percent = forms.DecimalField(
        label=_("Tender premium, %"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
        help_text=_("Leave empty to use the one in the workbook."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    tp_type = forms.ChoiceField(
        label=_("Above or below"),
        required=False,
        choices=[
            ("", _("Choose")),
            (PremiumType.EXCESS.value, _("Excess (above)")),
            (PremiumType.LESS.value, _("Less (below)")),
        ],
    )
    then = forms.ChoiceField(
        choices=[(MAKE, _("Make bill")), (CHECK, _("Read and check"))],
        required=False,
        widget=forms.HiddenInput,
    )
    with_scrutiny = forms.BooleanField(
        label=_("Add the scrutiny card as a sheet"), required=False
    )

    def __init__(
        self, *args: Any, actions: Sequence[BillAction] = ALL_ACTIONS, **kwargs: Any
    ) -> None:
        """`actions`: those to choose from; the first is chosen already."""
        initial = {"key": uuid.uuid4(), "action": actions[0].value}
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        field = self.fields["action"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            (
                action.value,
                gettext("Final bill") if action.is_final else gettext("Part bill"),
            )
            for action in actions
        ]

    def clean_workslip(self) -> Workbook | None:
        file: Workbook | None = self.cleaned_data["workslip"]
        return check_file(file, WORKBOOK) if file else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_premium(cleaned)
        if "action" in cleaned:
            self._check_number(BillAction(cleaned["action"]), cleaned.get("number"))
        if cleaned.get("then") == CHECK:
            self._check_reading(cleaned)
        return cleaned

    def _check_premium(self, cleaned: dict[str, Any]) -> None:
        percent, kind = cleaned.get("tp_percent"), cleaned.get("tp_type")
        if percent is not None and not kind:
            self.add_error(
                "tp_type", gettext("Say whether the tender premium is Excess or Less.")
            )
        if kind and percent is None and "tp_percent" not in self.errors:
            self.add_error(
                "tp_percent",
                gettext("Write the percentage of the premium (%(kind)s).")
                % {"kind": gettext(kind)},
            )

    def _check_number(self, action: BillAction, number: int | None) -> None:
        if number is None:
            return
        if action.layout is Layout.FIRST and number != 1:
            self.add_error(
                "number",
                gettext(
                    "A first bill is number 1, not %(number)s. Leave it empty or write 1."
                )
                % {"number": number},
            )
        if action.layout is Layout.NTH and number < FIRST_LATER_BILL:
            self.add_error(
                "number",
                gettext(
                    "A later bill is number 2 or more. Leave it empty for the number after "
                    "the bill before."
                ),
            )

    def _check_reading(self, cleaned: dict[str, Any]) -> None:
        """Whether everything that was given can be taken along to the page of the reading."""
        if (len(cleaned.get("workbook", [])) or getattr(self, "kept", 0)) > 1:
            self.add_error(
                "workbook",
                gettext(
                    "Read and check takes one workbook. Choose one, or press Make bill to "
                    "make the bills of all of them."
                ),
            )

    def typed_inputs(self) -> dict[str, Any]:
        """The kind of bill and the common fields as plain JSON: what the job row keeps."""
        cleaned = self.cleaned_data
        percent = cleaned["tp_percent"]
        return {
            "action": cleaned["action"],
            **{name: cleaned[name] for name in (*MB_FIELDS, *ABSTRACT_FIELDS)},
            **{
                name: cleaned[name].isoformat() if cleaned[name] else ""
                for name in DATE_FIELDS
            },
            "number": cleaned["number"],
            "tp_percent": "" if percent is None else format_percent(percent),
            "tp_type": cleaned["tp_type"],
            "with_scrutiny": cleaned["with_scrutiny"],
        }

    def action_groups(self) -> list[ActionGroup]:
        """The kinds of bill by what they start from, in the order of the choices."""
        return [
            ActionGroup(SOURCE_WORDS[source], list(choices))
            for source, choices in groupby(self["action"].subwidgets, key=_source_of)
        ]

    def measurement_boxes(self) -> Iterator[BoundField]:
        return (self[name] for name in MB_FIELDS)

    def abstract_boxes(self) -> Iterator[BoundField]:
        return (self[name] for name in ABSTRACT_FIELDS)

    def dates(self) -> Iterator[BoundField]:
        return (self[name] for name in DATE_FIELDS)


class BillForm(WorkbooksForm, BillOptionsForm):
    """The New bill form: the options, and one workbook or several."""

    workbook = WorkbooksField(
        label=_("Workbook"),
        help_text=(
            _(
                "Excel file (.xlsx, .xlsm or .xls). Choose several to make the same kind of "
                "bill from each."
            )
        ),
        allow_empty_file=True,  # check_file says what to do about it
        error_messages={"required": _("Choose the workbook to make the bill from.")},
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED_FILES}),
    )
    field_order = ("key", "workbook")

    def __init__(self, *args: Any, kept: int = 0, **kwargs: Any) -> None:
        """`kept`: how many workbooks there are already, which serve when none is chosen."""
        super().__init__(*args, **kwargs)
        self.kept = kept
        if kept:
            self.fields["workbook"].required = False
            self.fields["workbook"].help_text = gettext(
                "Leave empty to use the same as before."
            )


def _source_of(choice: BoundWidget) -> SheetKind:
    return BillAction(str(choice.data["value"])).source
