"""What an office may choose for its documents; how the choices are stored or asked for is not here."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum

from documents.domain.local_words import Language


class FinalValueLine(StrEnum):
    """The line of LS Form (Final) that receives the value of the work."""

    LUMPSUM = "i"  # the amount of the contractor's agreement
    MEASURED = "iii"  # items actually measured


@dataclass(frozen=True, slots=True)
class LetterSettings:
    """The names and places of letters; one that is "" prints as a bracketed prompt.

    Source: spec documents, section 10.
    """

    government_name: str = ""
    department_name: str = ""
    officer_name: str = ""
    officer_qualification: str = ""
    officer_designation: str = ""
    sub_division: str = ""
    office_address: str = ""
    recipient_designation: str = ""
    recipient_division: str = ""
    recipient_address: str = ""
    office_code: str = ""
    superior_designation: str = ""
    copy_to_designation: str = ""
    copy_to_section: str = ""

    def by_placeholder(self) -> dict[str, str]:
        """Every setting under the name that templates use for it.

        >>> LetterSettings(office_code="AEE/R&B").by_placeholder()["OFFICE_CODE"]
        'AEE/R&B'
        """
        return {f.name.upper(): getattr(self, f.name).strip() for f in fields(self)}


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    letter: LetterSettings = field(default_factory=LetterSettings)
    fill_amounts: bool = True  # off leaves every amount of a form blank for the pen
    language: Language | None = None  # of the amount in an Indian language; None: blank
    final_value_line: FinalValueLine = FinalValueLine.LUMPSUM
    final_signatures: tuple[str, ...] = (
        "Asst. Executive Engineer (R&B)",
        "Dy. Executive Engineer (R&B)",
        "Executive Engineer (R&B)",
    )
    body_of_letter: str = ""  # the free part of a specification report
    sor_year: str = ""  # financial year of the rate book
    template: bytes | None = None  # the office's own letter; None: the default
