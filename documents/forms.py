"""What the pages of documents post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.template.defaultfilters import filesizeformat

from documents.domain.local_words import Language
from documents.domain.options import FinalValueLine
from documents.services import CHOICES, LETTER_FIELDS

AS_OFFICE = ("", "As the office has it")
LETTER_LABELS = {
    "government_name": "Government",
    "department_name": "Department",
    "officer_name": "Officer's name",
    "officer_qualification": "Qualification",
    "officer_designation": "Designation",
    "sub_division": "Sub-division",
    "office_address": "Address of the office",
    "recipient_designation": "To: designation",
    "recipient_division": "To: division",
    "recipient_address": "To: address",
    "office_code": "Office code in letter numbers",
    "superior_designation": "Superior who sanctions",
    "copy_to_designation": "Copy to: designation",
    "copy_to_section": "Copy to: section",
}


class MakeDocumentForm(forms.Form):
    job = forms.UUIDField()
    key = forms.CharField(max_length=64, required=False)


class LetterSettingsForm(forms.Form):
    """The names of letters, and how amounts print; what is left empty is the office's."""

    fill_amounts = forms.ChoiceField(
        label="Amounts of the LS Form",
        required=False,
        choices=[("yes", "Filled in"), ("no", "Left blank for the pen")],
    )
    language = forms.ChoiceField(
        label="Amount in words, in the office's language",
        required=False,
        help_text="For the line of the LS Form that asks for it.",
        choices=[
            ("none", "Left blank"),
            *((language.value, language.label) for language in Language),
        ],
    )
    final_value_line = forms.ChoiceField(
        label="Value of the work in the Final form",
        required=False,
        choices=[
            (FinalValueLine.LUMPSUM.value, "Line (i), lump sum of the agreement"),
            (FinalValueLine.MEASURED.value, "Line (iii), items actually measured"),
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


class OwnLetterForm(forms.Form):
    """A letter of the office's own."""

    letter = forms.FileField(
        label="Own letter",
        help_text="Word file (.docx) with placeholders. It is tried before it is used.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": "Choose the Word file of the letter.",
            "empty": "The file is empty. Choose another one.",
        },
    )

    def clean_letter(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["letter"]
        if not (file.name or "").lower().endswith(".docx"):
            raise forms.ValidationError(
                f"{file.name} is no Word file of today. Save it as .docx and choose that."
            )
        if (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                f"{file.name} has {filesizeformat(file.size or 0)}; the largest file "
                f"accepted is {filesizeformat(settings.UPLOAD_MAX_BYTES)}."
            )
        return file
