"""Refusing, before it is stored, a file that the reader behind a form cannot read; the reader still checks for itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import File
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from jobs.domain.file_kinds import FileKind, find_kind, is_text_misnamed


class FileOfWrongKind(Exception):
    """The file is of no kind that can be used here; the message says what it is."""

    code = "file_of_wrong_kind"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a form takes, and what to do with another file."""

    kinds: frozenset[FileKind]
    save_as: StrOrPromise  # what its program can make the right kind of
    choose: StrOrPromise  # what it cannot
    savable: frozenset[FileKind] = frozenset()


# A package that was cut is for the reader to refuse, who says what happened to it.
_EXCEL_2007 = {FileKind.XLSX, FileKind.CUT_PACKAGE}
_EXCEL = {*_EXCEL_2007, FileKind.XLS}
_WORD = {FileKind.DOCX, FileKind.CUT_PACKAGE}
_TEXTS = {FileKind.TEXT, FileKind.WEB_PAGE}
_SAVABLE = {FileKind.XLSB, FileKind.OPEN_DOCUMENT, *_TEXTS}
_SAVE_AS_XLSX = _("Open it in Excel, save it as .xlsx and choose that.")
_SAVE_AS_DOCX = _("Open it in Word, save it as .docx and choose that.")

WORKBOOK = Wanted(
    frozenset(_EXCEL),
    save_as=_SAVE_AS_XLSX,
    choose=_("Choose an Excel workbook (.xlsx, .xlsm or .xls)."),
    savable=frozenset(_SAVABLE),
)
EXCEL_FORMAT = Wanted(
    frozenset(_EXCEL_2007),
    save_as=_SAVE_AS_XLSX,
    choose=_("Choose an Excel workbook (.xlsx or .xlsm)."),
    savable=frozenset(_SAVABLE | {FileKind.XLS}),
)
WORD_DOCUMENT = Wanted(
    frozenset(_WORD),
    save_as=_SAVE_AS_DOCX,
    choose=_("Choose a Word document (.docx or .docm)."),
    savable=frozenset({FileKind.DOC, FileKind.OPEN_DOCUMENT, *_TEXTS}),
)
TEXT_FILE = Wanted(
    frozenset(_TEXTS),
    save_as=_("Open it, save it as text (.txt or .csv) and choose that."),
    choose=_("Choose a text file (.txt or .csv)."),
    savable=frozenset({*_EXCEL, *_WORD, FileKind.DOC, *_SAVABLE}),
)
SOURCE = Wanted(
    frozenset({*_EXCEL, *_WORD, *_TEXTS, FileKind.PDF, FileKind.PICTURE}),
    save_as=_("Open it in Excel or Word, save it as .xlsx or .docx and choose that."),
    choose=_(
        "Choose an Excel or Word file, a PDF, a picture or a text file (.txt or .csv)."
    ),
    savable=frozenset({FileKind.DOC, FileKind.PRESENTATION, *_SAVABLE}),
)

_FOUND = {
    FileKind.EMPTY: _("The file is empty."),
    FileKind.LOCK_FILE: _(
        "This is the lock file that Office keeps while a file is open."
    ),
    FileKind.ENCRYPTED: _("The file is protected by a password."),
    FileKind.XLSX: _("This is an Excel workbook."),
    FileKind.XLSB: _("This is a binary Excel workbook (.xlsb)."),
    FileKind.XLS: _("This is a workbook of Excel 97-2003 (.xls)."),
    FileKind.DOCX: _("This is a Word document."),
    FileKind.DOC: _("This is a document of Word 97-2003 (.doc)."),
    FileKind.OPEN_DOCUMENT: _("This is a file of LibreOffice."),
    FileKind.PRESENTATION: _("This is a presentation."),
    FileKind.PDF: _("This is a PDF."),
    FileKind.PICTURE: _("This is a picture."),
    FileKind.WEB_PAGE: _("This is a web page."),
    FileKind.TEXT: _("This is plain text."),
    FileKind.ARCHIVE: _("This is an archive of packed files."),
    FileKind.PROGRAM: _("This is a program."),
    FileKind.UNKNOWN: _("This is a file of no kind that is known here."),
}
# What to do whatever is wanted.
_TO_DO = {
    FileKind.EMPTY: _("Save it again in its own program, or choose another one."),
    FileKind.LOCK_FILE: _("Choose the file itself, whose name does not begin with ~$."),
    FileKind.ENCRYPTED: _(
        "Open it in its own program, remove the password, save it and choose it again."
    ),
    FileKind.ARCHIVE: _("Unpack it and choose the file that is in it."),
}
_MISNAMED = _(
    "Give it a name that ends in .txt or .csv, or save it again in its own program."
)


def check_kind(file: File[bytes], wanted: Wanted) -> None:
    """Looks at the bytes, and leaves the file at its beginning. Raises: FileOfWrongKind."""
    name = PurePath(file.name or "").name
    file.seek(0)
    kind = find_kind(name, file.read())
    file.seek(0)
    if kind in wanted.kinds and not is_text_misnamed(name, kind):
        return
    raise FileOfWrongKind(
        gettext("%(name)s: %(found)s %(todo)s")
        % {"name": name, "found": _FOUND[kind], "todo": _what_to_do(kind, wanted)}
    )


def _what_to_do(kind: FileKind, wanted: Wanted) -> StrOrPromise:
    if kind in wanted.kinds:
        return _MISNAMED
    if kind in _TO_DO:
        return _TO_DO[kind]
    return wanted.save_as if kind in wanted.savable else wanted.choose
