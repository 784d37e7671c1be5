"""What an office keeps for its documents, one file per subject."""

from documents.models.formats import Filling, Format, FormatCopy, FormatVersion
from documents.models.letters import OwnLetter, SavedLetterSettings

__all__ = [
    "Filling",
    "Format",
    "FormatCopy",
    "FormatVersion",
    "OwnLetter",
    "SavedLetterSettings",
]
