"""Why a file cannot be read as a workbook, each with what to do about it; nothing is read here."""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    EMPTY = "empty"
    LOCK_FILE = "lock_file"
    ENCRYPTED = "encrypted"
    NOT_A_WORKBOOK = "not_a_workbook"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TEXT_TOO_LONG = "text_too_long"
    UNSAFE = "unsafe"


_SENTENCES = {
    Refusal.EMPTY: "The file is empty. Upload the workbook again.",
    Refusal.LOCK_FILE: (
        "This is the lock file that Excel keeps while a workbook is open. "
        "Upload the workbook itself, whose name does not begin with ~$."
    ),
    Refusal.ENCRYPTED: (
        "The workbook is protected by a password. "
        "Open it in Excel, remove the password, save it and upload it again."
    ),
    Refusal.NOT_A_WORKBOOK: (
        "The file is not an Excel workbook. "
        "Open it in Excel, save it as .xlsx and upload that."
    ),
    Refusal.DAMAGED: (
        "The workbook is damaged or was not copied completely. "
        "Open it in Excel, save it under a new name and upload that."
    ),
    Refusal.TOO_LARGE: (
        "The workbook unpacks to more data than is accepted. "
        "Delete unused sheets, rows and pictures, save it and upload it again."
    ),
    Refusal.TEXT_TOO_LONG: (
        "A cell of the workbook holds more text than the 32,767 characters that Excel "
        "allows. Shorten it, save the workbook and upload it again."
    ),
    Refusal.UNSAFE: (
        "The workbook contains definitions that no Excel program writes, and is not "
        "opened. Save it from Excel under a new name and upload that."
    ),
}


class WorkbookUnreadable(Exception):
    """The file is not a workbook that can be read; `str()` is a sentence for the office."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(_SENTENCES[code])
        self.code = code
