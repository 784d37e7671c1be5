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
    """What the letter uses and shows as a prompt: each name of the bill, the settings together."""
    filled = add_prompts(found)
    unset = [
        name
        for name in dict.fromkeys(used)
        if name in filled and filled[name] == prompt_for(name)
    ]
    settings = [name for name in unset if name in LetterSettings().by_placeholder()]
    problems = [
        _unset(
            sheet,
            _words(name),
            f"{sheet}: {_words(name)} is not set; the letter shows a prompt",
        )
        for name in unset
        if name not in settings
    ]
    if settings:
        names = ", ".join(map(_words, settings))
        says = f"Letter settings: not set are {names}; the letter shows prompts"
        problems.append(_unset("", names, says))
    return problems


def _words(name: str) -> str:
    return prompt_for(name)[1:-1]


def _unset(sheet: str, expected: str, says: str) -> Problem:
    return Problem(
        level=Level.WARNING,
        code=Code.LABEL_WITHOUT_VALUE,
        sheet=sheet,
        cell="",
        found="blank",
        expected=expected,
        message=says,
    )
