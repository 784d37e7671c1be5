"""What the entry points of documents may ask for: kinds, making and submitting, one file each."""

from documents.services.jobs import (
    NoBillMade,
    as_document_result,
    submit_document_job,
)
from documents.services.kinds import DocumentKind
from documents.services.making import make_documents
from documents.services.packet import PacketOrder, make_packet
from documents.services.papers import DocumentMaking

__all__ = [
    "DocumentKind",
    "DocumentMaking",
    "NoBillMade",
    "PacketOrder",
    "as_document_result",
    "make_documents",
    "make_packet",
    "submit_document_job",
]
