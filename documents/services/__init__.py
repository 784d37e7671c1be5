"""What the entry points of documents may ask for: kinds, making and submitting, one file each."""

from documents.services.exporting import export_everything, submit_export
from documents.services.filling import (
    FormatNotUsable,
    clean_typed,
    fill_at_once,
    start_filling,
    submit_filling,
    work_on_format,
)
from documents.services.format_work import FormatMaking, Recipe, fill_format
from documents.services.formats import (
    FormatDetails,
    FormatLocked,
    FormatRefused,
    add_format,
    add_suggested_tags,
    add_version,
    change_format,
    describe_syntax,
    lock_format,
    make_format_legend,
    put_back_format,
    read_version,
    remove_format,
    use_version_again,
)
from documents.services.jobs import (
    NoBillMade,
    as_document_result,
    submit_document_job,
    submit_papers_job,
)
from documents.services.kinds import DocumentKind
from documents.services.letters import default_template
from documents.services.making import (
    list_steps,
    make_documents,
    make_of_estimates,
)
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
    "FormatDetails",
    "FormatLocked",
    "FormatMaking",
    "FormatNotUsable",
    "FormatRefused",
    "LetterRefused",
    "NoBillMade",
    "PacketOrder",
    "Recipe",
    "add_format",
    "add_suggested_tags",
    "add_version",
    "as_document_result",
    "change_format",
    "choose_options",
    "clean_typed",
    "default_template",
    "describe_syntax",
    "export_everything",
    "fill_at_once",
    "fill_format",
    "get_letter_settings",
    "leave_letter",
    "list_letters",
    "list_steps",
    "lock_format",
    "make_documents",
    "make_format_legend",
    "make_of_estimates",
    "make_packet",
    "parse_options",
    "put_back_format",
    "read_letters",
    "read_version",
    "remove_format",
    "save_letter_settings",
    "start_filling",
    "submit_document_job",
    "submit_export",
    "submit_filling",
    "submit_papers_job",
    "try_letter",
    "use_letter",
    "use_version_again",
    "work_on_format",
]
