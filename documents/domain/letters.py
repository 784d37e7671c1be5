"""What a letter shows in place of a value that is not set, and the warning about it; wording is in the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bills.domain.problems import Code, Level, Problem
from documents.domain.bill_placeholders import Sourced
from documents.domain.options import LetterSettings
from documents.domain.placeholders import Value

# What is missing where a bill or an estimate leaves a field blank.
_FIELD_PROMPTS = {
    "NAME_OF_WORK": "name of the work",
    "NAME_OF_AGENCY": "name of the agency",
    "AGENCY_NAME": "name of the agency",
    "REF_OF_AGREEMENT": "reference of agreement",
    "AGREEMENT_REF": "reference of agreement",
    "MB_DETAILS": "M.B. details",
    "CC_HEADER": "CC bill title",
    "ADMIN_SANCTION": "administrative sanction",
    "TECH_SANCTION": "technical sanction",
    "TP_DETAILS": "tender premium",
    "EST_GRAND_TOTAL": "grand total of the estimate",
    "SOR_YEAR": "year of the rate book",
    "BODY_OF_LETTER": "why the work is needed and what it provides",
}


def prompt_for(name: str) -> str:
    """What stands in brackets for a placeholder without a value.

    >>> prompt_for("OFFICER_NAME"), prompt_for("MB_DETAILS")
    ('[officer name]', '[M.B. details]')
    """
    words = _FIELD_PROMPTS.get(name, name.lower().replace("_", " "))
    return f"[{words}]"


def setting_values(settings: LetterSettings) -> dict[str, Sourced]:
    return {name: Sourced(text) for name, text in settings.by_placeholder().items()}


def add_prompts(found: Mapping[str, Sourced]) -> dict[str, Value]:
    """The values to fill in: a prompt for each name that must not stay blank."""
    prompted = {*_FIELD_PROMPTS, *LetterSettings().by_placeholder()}
    return {
        name: (
            prompt_for(name)
            if name in prompted and sourced.value in (None, "")
            else sourced.value
        )
        for name, sourced in found.items()
    }


def report_prompts(
    sheet: str, used: Iterable[str], found: Mapping[str, Sourced]
) -> list[Problem]:
    """A warning for each name that the letter uses and that shows a prompt."""
    filled = add_prompts(found)
    return [
        _unset(sheet, name)
        for name in dict.fromkeys(used)
        if name in filled and filled[name] == prompt_for(name)
    ]


def _unset(sheet: str, name: str) -> Problem:
    what = prompt_for(name)[1:-1]
    is_setting = name in LetterSettings().by_placeholder()
    where = "Letter settings" if is_setting else sheet
    return Problem(
        level=Level.WARNING,
        code=Code.LABEL_WITHOUT_VALUE,
        sheet="" if is_setting else sheet,
        cell="",
        found="blank",
        expected=what,
        message=f"{where}: {what} is not set; the letter shows a prompt in its place",
    )
