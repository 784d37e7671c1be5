"""What an office keeps for its documents, one file per subject."""

from documents.models.letters import OwnLetter, SavedLetterSettings

__all__ = ["OwnLetter", "SavedLetterSettings"]
