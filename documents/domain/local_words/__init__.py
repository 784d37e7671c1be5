"""Amounts in words in five Indian languages; English is bills.domain.words."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from documents.domain.local_words.grammar import spell_amount
from documents.domain.local_words.hindi import HINDI
from documents.domain.local_words.kannada import KANNADA
from documents.domain.local_words.marathi import MARATHI
from documents.domain.local_words.tamil import TAMIL
from documents.domain.local_words.telugu import TELUGU

__all__ = ["Language", "amount_in_local_words", "font_for"]


class Language(StrEnum):
    TELUGU = "te"
    HINDI = "hi"
    KANNADA = "kn"
    TAMIL = "ta"
    MARATHI = "mr"

    @property
    def label(self) -> str:
        return self.name.title()


_WORDS = {
    Language.TELUGU: TELUGU,
    Language.HINDI: HINDI,
    Language.KANNADA: KANNADA,
    Language.TAMIL: TAMIL,
    Language.MARATHI: MARATHI,
}


def amount_in_local_words(amount: Decimal, language: Language) -> str:
    """The amount, rounded half up to the paisa first, spelt in the language.

    >>> amount_in_local_words(Decimal("105"), Language.HINDI)
    'एक सौ पाँच रुपये मात्र'
    """
    return spell_amount(amount, _WORDS[language])


def font_for(language: Language) -> str:
    """The name of a font that carries the script of the language."""
    return _WORDS[language].font
