"""Source files of any kind to lines of text with their places; what they say is in documents.domain.extraction."""

from documents.readers.errors import Refusal, SourceUnreadable
from documents.readers.source import read_source

__all__ = ["Refusal", "SourceUnreadable", "read_source"]
