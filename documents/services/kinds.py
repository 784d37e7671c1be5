"""The kinds of documents that can be asked for, with the names of their files."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy, gettext_noop
from django_stubs_ext import StrOrPromise


class DocumentKind(StrEnum):
    PACKET = "packet"  # all papers of a bill
    LS_FORM = "ls_form"  # Part or Final, as the bill's own title says
    LS_PART = "ls_part"
    LS_FINAL = "ls_final"
    COVERING = "covering"
    MOVEMENT = "movement"
    QUALITY_MEMO = "qc_memo"
    SPECIFICATION = "spec_report"
    FORWARDING = "fwd_letter"

    @property
    def label(self) -> str:
        """In English, as rows and audit trail keep it."""
        return _LABELS[self]

    @property
    def wording(self) -> StrOrPromise:
        """In the language of whoever reads it."""
        return gettext_lazy(self.label)

    @property
    def is_form(self) -> bool:
        """Whether it is a sheet of a workbook."""
        return self in (
            DocumentKind.LS_FORM,
            DocumentKind.LS_PART,
            DocumentKind.LS_FINAL,
        )

    @property
    def is_letter(self) -> bool:
        """Whether it is a Word paper that is filled from a template."""
        return not self.is_form and self is not DocumentKind.PACKET

    @property
    def is_of_estimate(self) -> bool:
        return self in (DocumentKind.SPECIFICATION, DocumentKind.FORWARDING)

    def filename(self, count: int) -> str:
        """The name of the file that holds the documents of `count` works.

        >>> DocumentKind.COVERING.filename(1), DocumentKind.LS_FINAL.filename(2)
        ('Cover_Letter.docx', 'LS_Forms.xlsx')
        """
        one, several = _FILENAMES[self]
        return one if count == 1 else several


_LABELS = {
    DocumentKind.PACKET: gettext_noop("Packet"),
    DocumentKind.LS_FORM: gettext_noop("LS Form"),
    DocumentKind.LS_PART: gettext_noop("LS Form (Part)"),
    DocumentKind.LS_FINAL: gettext_noop("LS Form (Final)"),
    DocumentKind.COVERING: gettext_noop("Covering letter"),
    DocumentKind.MOVEMENT: gettext_noop("Movement slip"),
    DocumentKind.QUALITY_MEMO: gettext_noop("Q.C. work memo"),
    DocumentKind.SPECIFICATION: gettext_noop("Specification report"),
    DocumentKind.FORWARDING: gettext_noop("Forwarding letter"),
}
# Source: spec outputs, section 1.
_FILENAMES = {
    DocumentKind.PACKET: ("Packet.zip", "Packet.zip"),
    DocumentKind.LS_FORM: ("LS_Form.xlsx", "LS_Forms.xlsx"),
    DocumentKind.LS_PART: ("LS_Form.xlsx", "LS_Forms.xlsx"),
    DocumentKind.LS_FINAL: ("LS_Form.xlsx", "LS_Forms.xlsx"),
    DocumentKind.COVERING: ("Cover_Letter.docx", "Cover_Letters.docx"),
    DocumentKind.MOVEMENT: ("Movement_Slip.docx", "Movement_Slips.docx"),
    DocumentKind.QUALITY_MEMO: ("QC_Memo.docx", "QC_Memos.docx"),
    DocumentKind.SPECIFICATION: ("Spec_Report.docx", "Spec_Reports.docx"),
    DocumentKind.FORWARDING: ("Fwd_Letter.docx", "Fwd_Letter.docx"),
}
