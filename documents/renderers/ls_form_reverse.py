"""The reverse of Form 27-A: certificate, pay order, acquittance. Source: spec documents, section 3."""

from __future__ import annotations

from bills.domain.money import format_indian
from bills.domain.words import amount_in_words
from bills.writers.sheet import put_formula
from documents.domain.ls_form import LSFormPart
from documents.renderers.account_lines import CENTRED
from documents.renderers.amount_column import Amount
from documents.renderers.form_grid import BLANK, GREY, FormHalf, Run, value_or_prompt
from documents.renderers.live_words import LiveWords
from documents.renderers.local_line import write_local_words

BESIDE_STAMP, STAMP = (0, 5), (7, 10)
SMALL = {"font_size": 9}

RANK = f"Rank {BLANK}"
CERTIFICATE_1 = (
    f"(1) I have satisfied myself to the best of my knowledge by {'_' * 36} that the "
    "value of work done up to date under item 3 of 'Account of work' of this bill is "
    f"not less than Rs. {'_' * 24} conformably with the contractor's agreement."
)
CERTIFICATE_2 = (
    "(2) The detailed measurements of authorised additions and alterations up to date "
    "and of the items of work specified in item 1 of this bill are recorded at "
)
PURPOSE = "intermediate payment in connection with the contract referred to above."
ATTESTED = (
    "@  Payment should be attested by some known person when the payee's "
    "acknowledgement is given by a mark, seal or thumb impression."
)
FOOTNOTES = (
    "Specify the method employed for estimating the value of work, by an officer of "
    "rank not less than that of a Sub-Divisional Officer.",
    "$  Specify the net amount payable vide item 8(c) of Account I in words and "
    "figures. The payee's acknowledgement should be for the gross amount paid as per "
    "item 8 (a+b+c), in words and figures.",
    ATTESTED,
)


def write_reverse(
    half: FormHalf,
    words: LiveWords | None,
    form: LSFormPart,
    *,
    net: Amount,
    gross: Amount,
) -> None:
    """The page; without `words` its amounts are left blank for the pen."""
    half.add("// 2 //", **CENTRED)
    half.skip()
    _write_certificate(half, form)
    half.add_rule()
    _write_amount(half, words, "@ Pay", net)
    half.add_signature("Dated signature of the officer authorising payment", RANK)
    half.add_rule()
    half.add("III. Acquittance", bold=True, rows=2)
    _write_amount(half, words, "$ Received", gross)
    half.add(PURPOSE)
    write_local_words(half, words, form, gross, label="Amount in Indian Language")
    _write_acknowledgement(half)
    half.add_rule()
    half.add(half.ruled(f"Paid by me by Cash / Cheque {BLANK} dated {BLANK}"), rows=2)
    half.add_signature("Dated initials of person making the payment")
    half.add_rule()
    for footnote in FOOTNOTES:
        half.add(footnote, **SMALL)


def _write_certificate(half: FormHalf, form: LSFormPart) -> None:
    half.add("II. Certificate and Signatures", bold=True, rows=2)
    half.add(CERTIFICATE_1)
    half.skip()
    recorded_at = value_or_prompt(form.mb_details, "M.B. details")
    half.add([Run(CERTIFICATE_2), recorded_at])
    half.add_signature(
        "Dated signature of the Officer preparing the bill",
        RANK,
        beside="Signature of Contractor",
    )


def _write_amount(
    half: FormHalf, words: LiveWords | None, verb: str, amount: Amount
) -> None:
    """`@ Pay (Rs. 13,544.29) Rupees ... Only`, following the amount on the front."""
    if words is None:
        wording = f"{verb} (Rs. {BLANK}) Rupees {BLANK}"
        half.add(half.ruled(wording), rows=2)
        half.add(half.ruled(BLANK), rows=2)
        return
    value = amount.value
    text = f"{verb} (Rs. {format_indian(value)}) {amount_in_words(value)}"
    rows = half.rows_for(text, half.all) + 1  # room for the words of another amount
    half.place("", rows=rows, bold=True)
    figure = words.add_figure(amount.cell, value)
    spelt = words.add_words(amount.cell, value)
    formula = f'="{verb} (Rs. "&{figure}&") "&{spelt}'
    style = half.style(bold=True)
    put_formula(half.sheet, half.row, half.first_column, formula, text, style)
    half.skip(rows)


def _write_acknowledgement(half: FormHalf) -> None:
    """Date and witness beside the box for the revenue stamp."""
    half.skip()
    half.place(
        "Revenue stamp", span=STAMP, rows=5, border=1, font_color=GREY, **CENTRED
    )
    for label in ("Date", "Witness"):
        half.add(
            half.ruled(f"{label} {BLANK}", BESIDE_STAMP), span=BESIDE_STAMP, rows=2
        )
    half.skip()
    half.add("Full signature of Contractor", span=STAMP, **CENTRED)
