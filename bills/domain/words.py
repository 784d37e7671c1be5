"""Amounts and whole numbers spelt in Indian English; figures are grouped in money.py."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

BELOW_TWENTY = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
]
TENS = [
    "Zero",
    "Ten",
    "Twenty",
    "Thirty",
    "Forty",
    "Fifty",
    "Sixty",
    "Seventy",
    "Eighty",
    "Ninety",
]

CRORE, LAKH, THOUSAND, HUNDRED = 10_000_000, 100_000, 1_000, 100


def amount_in_words(amount: Decimal, *, to_rupee: bool = False) -> str:
    """The amount as a pay order spells it, rounded half up to the paisa (or rupee) first.

    Source: spec outputs, section 8.

    >>> amount_in_words(Decimal("13544.29"))
    'Rupees Thirteen Thousand Five Hundred and Forty Four and Paise Twenty Nine Only'
    >>> amount_in_words(Decimal("-5")), amount_in_words(Decimal("-0.004"))
    ('Minus Rupees Five Only', 'Rupees Zero Only')
    """
    with localcontext(prec=100):  # an amount of any size keeps its paise
        step = Decimal(1 if to_rupee else "0.01")
        rounded = amount.quantize(step, rounding=ROUND_HALF_UP)
        rupees, paise = divmod(int(abs(rounded) * 100), 100)
    text = f"{'Rupee' if rupees == 1 else 'Rupees'} {whole_in_words(rupees)}"
    if paise:
        text += f" and {'Paisa' if paise == 1 else 'Paise'} {whole_in_words(paise)}"
    return f"{'Minus ' if rounded < 0 else ''}{text} Only"


def whole_in_words(number: int) -> str:
    """A whole number from 0 upwards in crore, lakh, thousand and hundred.

    >>> whole_in_words(105), whole_in_words(1005), whole_in_words(10**12)
    ('One Hundred and Five', 'One Thousand Five', 'One Lakh Crore')
    """
    if number < HUNDRED:
        return _below_hundred(number)
    words: list[str] = []
    for size, name in ((CRORE, "Crore"), (LAKH, "Lakh"), (THOUSAND, "Thousand")):
        count, number = divmod(number, size)
        if count:
            words += [whole_in_words(count), name]
    hundreds, rest = divmod(number, HUNDRED)
    if hundreds:
        words += [BELOW_TWENTY[hundreds], "Hundred"]
        if rest:
            words.append("and")
    if rest:
        words.append(_below_hundred(rest))
    return " ".join(words)


def _below_hundred(number: int) -> str:
    if number < len(BELOW_TWENTY):
        return BELOW_TWENTY[number]
    tens, ones = divmod(number, 10)
    return f"{TENS[tens]} {BELOW_TWENTY[ones]}" if ones else TENS[tens]
