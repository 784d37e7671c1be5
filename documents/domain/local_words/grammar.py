"""How an Indian language puts an amount together from its number words; the words themselves stand one module per language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from bills.domain.money import round_to_paisa
from bills.domain.words import CRORE, HUNDRED, LAKH, THOUSAND


@dataclass(frozen=True, slots=True)
class Counted:
    """A name with its count: of one, and of several in place of `{}`.

    The `joined` forms stand where smaller numbers follow; "" means the same form.
    """

    one: str
    many: str
    one_joined: str = ""
    many_joined: str = ""

    def of(self, count: int, spelt: str, *, is_joined: bool = False) -> str:
        one, many = self.one, self.many
        if is_joined:
            one, many = self.one_joined or one, self.many_joined or many
        return one if count == 1 else many.format(spelt)


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The number words of a language, and the phrase of an amount.

    `last` are 0 to 99 as an amount ends with them, `counting` as they stand before
    lakh and crore, `before_thousand` before a thousand. `hundreds` are 100 to 900.
    """

    font: str
    last: Sequence[str]
    counting: Sequence[str]
    before_thousand: Sequence[str]
    hundreds: Sequence[str]
    hundreds_joined: Sequence[str]
    thousand: Counted
    lakh: Counted
    crore: Counted
    rupees: Counted
    paise: Counted
    joint: str  # between rupees and paise
    only: str
    minus: str
    one_after_more: str = ""  # of 101, 1001, ... before a name; "" means as in 1
    sandhi: Callable[[str], str] = str  # changes of sound where two words meet


def spell_amount(amount: Decimal, words: LanguageWords) -> str:
    """The amount, rounded half up to the paisa first, as a pay order spells it."""
    with localcontext(prec=100):  # an amount of any size keeps its paise
        rounded = round_to_paisa(amount)
        rupees, paise = divmod(int(abs(rounded) * 100), 100)
    text = words.rupees.of(rupees, spell_whole(rupees, words, words.last))
    if paise:
        spelt = spell_whole(paise, words, words.last)
        text += words.joint + words.paise.of(paise, spelt)
    text = words.only.format(text)
    return words.sandhi(words.minus.format(text) if rounded < 0 else text)


def spell_whole(number: int, words: LanguageWords, ending: Sequence[str]) -> str:
    """A whole number; its last two digits are taken from `ending`, which has 0 to 99."""
    if number < HUNDRED:
        return ending[number]
    parts: list[str] = []
    for size, name, counts in (
        (CRORE, words.crore, words.counting),
        (LAKH, words.lakh, words.counting),
        (THOUSAND, words.thousand, words.before_thousand),
    ):
        count, number = divmod(number, size)
        if count:
            spelt = spell_whole(count, words, counts)
            parts.append(name.of(count, spelt, is_joined=number > 0))
    hundreds, rest = divmod(number, HUNDRED)
    if hundreds:
        names = words.hundreds_joined if rest else words.hundreds
        parts.append(names[hundreds - 1])
    if rest == 1 and words.one_after_more:
        parts.append(words.one_after_more)
    elif rest:
        parts.append(ending[rest])
    return " ".join(parts)
