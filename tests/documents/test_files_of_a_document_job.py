"""The files of a document job are stored as what they are."""

from __future__ import annotations

from bills.domain.making import MadeFile
from documents.services import DocumentMaking, as_document_result
from jobs.domain.outcomes import FileType


def test_a_letter_is_stored_as_a_word_file_and_a_form_as_a_workbook() -> None:
    made = (MadeFile("Cover_Letter.docx", b"1"), MadeFile("LS_Form.xlsx", b"2"))
    result = as_document_result(DocumentMaking((), (), made))
    assert [output.file_type for output in result.outputs] == [
        FileType.DOCX,
        FileType.EXCEL,
    ]
