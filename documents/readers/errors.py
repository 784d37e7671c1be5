"""Why a source file cannot be read, each with what to do about it; nothing is read here."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NOT_A_SOURCE = "not_a_source"
    OLD_WORD = "old_word"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    UNSAFE = "unsafe"
    NO_TEXT = "no_text"
    NEEDS_TESSERACT = "needs_tesseract"
    NEEDS_POPPLER = "needs_poppler"
    SCAN_TOO_SLOW = "scan_too_slow"
    WORKBOOK = "workbook"  # its sentence comes from the reader of workbooks


_SENTENCES = {
    Refusal.EMPTY: "The file is empty. Upload it again.",
    Refusal.ENCRYPTED: (
        "The file is protected by a password. Save it without the password and upload "
        "that."
    ),
    Refusal.DAMAGED: (
        "The file is damaged or was not copied completely. Open it in its own program, "
        "save it under a new name and upload that."
    ),
    Refusal.NOT_A_SOURCE: (
        "The file is of no kind that values can be read from. Upload an Excel or Word "
        "file, a PDF, a picture, or a .txt or .csv file."
    ),
    Refusal.OLD_WORD: (
        "Files of Word 97-2003 (.doc) cannot be read. Open the file in Word, save it as "
        ".docx and upload that."
    ),
    Refusal.TOO_LARGE: (
        "The file holds more data than is accepted. Give only the pages or sheets that "
        "are needed, and upload it again."
    ),
    Refusal.TOO_LONG: (
        "The file has more pages than are accepted (200, or 20 of a scan). Save the "
        "pages that are needed as a file of their own and upload that."
    ),
    Refusal.UNSAFE: (
        "The file contains definitions that no Office program writes, and is not "
        "opened. Save it from Word under a new name and upload that."
    ),
    Refusal.NO_TEXT: (
        "No text was found in the file. Scan it again at 300 dpi, straight and in good "
        "light, or give the values in a Word, Excel or text file."
    ),
    Refusal.NEEDS_TESSERACT: (
        "Scans and photographs are read by the program Tesseract, which is not installed "
        "on this machine. Install it (Debian: apt-get install tesseract-ocr), or give "
        "the values in a Word, Excel or text file."
    ),
    Refusal.NEEDS_POPPLER: (
        "The pages of a scanned PDF are taken out by the program pdftoppm, which is not "
        "installed on this machine. Install it (Debian: apt-get install poppler-utils), "
        "or upload the pages as pictures."
    ),
    Refusal.SCAN_TOO_SLOW: (
        "Reading the scan took too long. Give fewer or smaller pages and upload it again."
    ),
}


class SourceUnreadable(Exception):
    """The file is no source that can be read; `str()` is a sentence for the office."""

    def __init__(self, code: Refusal, sentence: str = "") -> None:
        super().__init__(sentence or _SENTENCES[code])
        self.code = code
