"""What the entry points of documents may ask for: kinds, making and submitting, one file each."""

from documents.services.jobs import (
    NoBillMade,
    as_document_result,
    submit_document_job,
)
from documents.services.kinds import DocumentKind
from documents.services.letters import default_template
from documents.services.making import make_documents
from documents.services.own_letters import (
    REPLACEABLE,
    LetterRefused,
    leave_letter,
    list_letters,
    read_letters,
    try_letter,
    use_letter,
)
from documents.services.packet import PacketOrder, make_packet
from documents.services.papers import DocumentMaking
from documents.services.settings import (
    CHOICES,
    LETTER_FIELDS,
    choose_options,
    get_letter_settings,
    parse_options,
    save_letter_settings,
)

__all__ = [
    "CHOICES",
    "LETTER_FIELDS",
    "REPLACEABLE",
    "DocumentKind",
    "DocumentMaking",
    "LetterRefused",
    "NoBillMade",
    "PacketOrder",
    "as_document_result",
    "choose_options",
    "default_template",
    "get_letter_settings",
    "leave_letter",
    "list_letters",
    "make_documents",
    "make_packet",
    "parse_options",
    "read_letters",
    "save_letter_settings",
    "submit_document_job",
    "try_letter",
    "use_letter",
]
