"""What the pages of documents post."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bills.forms import (
    ACCEPTED_FILES,
    SeveralFilesInput,
    WorkbooksField,
    WorkbooksForm,
    check_file,
)
from documents.domain.local_words import Language
from documents.domain.options import FinalValueLine
from documents.services import (
    CHOICES,
    LETTER_FIELDS,
    DocumentKind,
    FormatDetails,
)
from jobs.services import EXCEL_FORMAT, SOURCE, TEXT_FILE, WORD_DOCUMENT

UPLOADED_KINDS = tuple(
    kind
    for kind in DocumentKind
    if kind not in (DocumentKind.LS_PART, DocumentKind.LS_FINAL)
)
ACCEPTED_FORMATS = ".docx,.docm,.xlsx,.xlsm,.txt,.csv"
ACCEPTED_SOURCES = (
    ".xlsx,.xlsm,.xls,.docx,.pdf,.txt,.csv,.jpg,.jpeg,.png,.bmp,.tif,.tiff,.gif,.webp"
)
WANTED_OF_FORMATS = {
    ".docx": WORD_DOCUMENT,
    ".docm": WORD_DOCUMENT,
    ".xlsx": EXCEL_FORMAT,
    ".xlsm": EXCEL_FORMAT,
    ".txt": TEXT_FILE,
    ".csv": TEXT_FILE,
}
FORMAT_FIELDS = ("name", "description", "mappings", "is_shared")
AS_OFFICE = ("", _("As the office has it"))
LETTER_LABELS = {
    "government_name": _("Government"),
    "department_name": _("Department"),
    "officer_name": _("Officer's name"),
    "officer_qualification": _("Qualification"),
    "officer_designation": _("Designation"),
    "sub_division": _("Sub-division"),
    "office_address": _("Address of the office"),
    "recipient_designation": _("To: designation"),
    "recipient_division": _("To: division"),
    "recipient_address": _("To: address"),
    "office_code": _("Office code in letter numbers"),
    "superior_designation": _("Superior who sanctions"),
    "copy_to_designation": _("Copy to: designation"),
    "copy_to_section": _("Copy to: section"),
}


class MakeDocumentForm(forms.Form):
    job = forms.UUIDField()
    key = forms.CharField(max_length=64, required=False)


class PapersForm(WorkbooksForm):
    """Papers of bills or estimates that were not made here."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    workbook = WorkbooksField(
        label=_("Workbook"),
        help_text=(
            _(
                "Excel file of the bill, or of the estimate for the last two. A forwarding "
                "letter takes several estimates."
            )
        ),
        allow_empty_file=True,  # check_file says what to do about it
        error_messages={"required": _("Choose the workbook of the bill or estimate.")},
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED_FILES}),
    )
    kind = forms.ChoiceField(
        label=_("Paper"),
        choices=[(kind.value, kind.wording) for kind in UPLOADED_KINDS],
        initial=DocumentKind.PACKET.value,
        error_messages={"required": _("Choose the paper.")},
        widget=forms.RadioSelect,
    )
    sor_year = forms.CharField(
        label=_("Year of the rate book"),
        required=False,
        max_length=20,
        help_text=_("Printed in the specification report and the forwarding letter."),
    )
    body_of_letter = forms.CharField(
        label=_("Why the work is needed and what it provides"),
        required=False,
        max_length=5_000,
        help_text=_("The free part of the specification report."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        several = len(cleaned.get("workbook", [])) > 1
        if several and cleaned.get("kind") != DocumentKind.FORWARDING:
            self.add_error(
                "workbook",
                gettext(
                    "Only a forwarding letter takes several workbooks. Choose one."
                ),
            )
        return cleaned

    def typed(self) -> dict[str, str]:
        return {
            name: self.cleaned_data[name] for name in ("sor_year", "body_of_letter")
        }


class LetterSettingsForm(forms.Form):
    """The names of letters, and how amounts print; what is left empty is the office's."""

    fill_amounts = forms.ChoiceField(
        label=_("Amounts of the LS Form"),
        required=False,
        choices=[("yes", _("Filled in")), ("no", _("Left blank for the pen"))],
    )
    language = forms.ChoiceField(
        label=_("Amount in words, in the office's language"),
        required=False,
        help_text=_("For the line of the LS Form that asks for it."),
        choices=[
            ("none", _("Left blank")),
            *((language.value, language.label) for language in Language),
        ],
    )
    final_value_line = forms.ChoiceField(
        label=_("Value of the work in the Final form"),
        required=False,
        choices=[
            (FinalValueLine.LUMPSUM.value, _("Line (i), lump sum of the agreement")),
            (FinalValueLine.MEASURED.value, _("Line (iii), items actually measured")),
        ],
    )

    def __init__(
        self, *args: Any, office: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        """`office`: what stands for an empty field; None in the form of the office itself."""
        super().__init__(*args, **kwargs)
        for name in LETTER_FIELDS:
            shown = {"placeholder": office[name]} if office and office[name] else {}
            self.fields[name] = forms.CharField(
                label=LETTER_LABELS[name],
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs=shown),
            )
        if office is not None:
            for name in CHOICES:
                widget = self.fields[name].widget
                assert isinstance(widget, forms.Select)  # noqa: S101 - declared above
                self.fields[name] = forms.ChoiceField(
                    label=self.fields[name].label,
                    help_text=self.fields[name].help_text,
                    required=False,
                    choices=[AS_OFFICE, *widget.choices],
                )

    def lines(self) -> Iterator[BoundField]:
        return (self[name] for name in LETTER_FIELDS)

    def choices(self) -> Iterator[BoundField]:
        return (self[name] for name in CHOICES)


class FormatForm(forms.Form):
    """What an office says of a format."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Give the format a name.")},
    )
    description = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    mappings = forms.CharField(
        label=_("Values of your own"),
        required=False,
        help_text=(
            _(
                "One per line, KEY = label to find: GST_NO = GSTIN of the contractor. The "
                "format writes it as {{GST_NO}}."
            )
        ),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    is_shared = forms.BooleanField(
        label=_("Everybody in the office may use it"), required=False, initial=True
    )

    def details(self) -> FormatDetails:
        return FormatDetails(
            **{name: self.cleaned_data[name] for name in FORMAT_FIELDS}
        )


class FormatFileForm(forms.Form):
    """A file of a format."""

    file = forms.FileField(
        label=_("File"),
        help_text=(
            _(
                "Word, Excel or text (.docx, .docm, .xlsx, .xlsm, .txt, .csv) with "
                "{{PLACEHOLDERS}} where the values go."
            )
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED_FORMATS}),
        error_messages={
            "required": _("Choose the file of the format."),
            "empty": _("The file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        wanted = WANTED_OF_FORMATS.get(PurePath(file.name or "").suffix.lower())
        # Of another ending the library says which it takes.
        return check_file(file, wanted) if wanted else file


class NewFormatForm(FormatFileForm, FormatForm):
    field_order = ("file", "name", "description", "mappings", "is_shared")


class UseFormatForm(forms.Form):
    """Where the values of a format come from: a file, or a bill that was made."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    source = forms.FileField(
        label=_("Source"),
        required=False,
        help_text=(
            _(
                "Excel, Word, PDF, text or a scan: the file with the name of work, the "
                "agreement, the amounts."
            )
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED_SOURCES}),
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )
    bill = forms.ChoiceField(label=_("Or a bill that was made here"), required=False)

    def __init__(
        self, *args: Any, bills: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        """`bills`: ids and names of the made bills to choose from."""
        kwargs["initial"] = {"key": uuid.uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        field = self.fields["bill"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", gettext("Choose")), *bills]

    def clean_source(self) -> UploadedFile[bytes] | None:
        file: UploadedFile[bytes] | None = self.cleaned_data["source"]
        return check_file(file, SOURCE) if file else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [name for name in ("source", "bill") if cleaned.get(name)]
        if len(given) != 1 and not self.errors:
            says = (
                gettext("Choose a file or a bill that was made here, not both.")
                if given
                else gettext("Choose a file or a bill that was made here, one of them.")
            )
            self.add_error("source", says)
        return cleaned


class OwnLetterForm(forms.Form):
    """A letter of the office's own."""

    letter = forms.FileField(
        label=_("Own letter"),
        help_text=_(
            "Word file (.docx) with placeholders. It is tried before it is used."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": _("Choose the Word file of the letter."),
            "empty": _("The file is empty. Choose another one."),
        },
    )

    def clean_letter(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["letter"]
        if not (file.name or "").lower().endswith(".docx"):
            raise forms.ValidationError(
                gettext(
                    "%(name)s is no Word file of today. Save it as .docx and choose that."
                )
                % {"name": file.name}
            )
        return check_file(file, WORD_DOCUMENT)
