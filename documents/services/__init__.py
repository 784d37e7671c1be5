"""What the entry points of documents may ask for: kinds, making and submitting, one file each."""

from documents.services.jobs import (
    NoBillMade,
    as_document_result,
    submit_document_job,
)
from documents.services.kinds import DocumentKind
from documents.services.making import DocumentMaking, make_documents

__all__ = [
    "DocumentKind",
    "DocumentMaking",
    "NoBillMade",
    "as_document_result",
    "make_documents",
    "submit_document_job",
]
