"""The right page of the final bill: memorandum of payment, pay order, acquittance, remarks. Source: spec documents, section 4."""

from __future__ import annotations

from dataclasses import dataclass

from documents.domain.ls_final import LSFormFinal
from documents.renderers.account_lines import CENTRED, AccountLines
from documents.renderers.amount_column import Amount, AmountColumn
from documents.renderers.form_grid import BLANK, GREY, FormHalf, Run
from documents.renderers.live_sentence import LiveSentence
from documents.renderers.live_words import LiveWords
from documents.renderers.local_line import write_local_words
from documents.renderers.ls_form_reverse import ATTESTED

BESIDE_STAMP, STAMP = (0, 5), (6, 10)
LINE_ROWS = 2  # the least height of a line: room for a pen
REMARK_LINES = 2
SMALL = {"font_size": 9}

TOTAL_VALUE = (
    'Total value of work done up to date as per "F" of the Account of this bill'
)
WITHHELD = (
    f"i) amount to be withheld at {'_' * 10} percent on amount in item 1 above and/or "
    "credited to the head Public Works Deposits"
)
PAID_BEFORE = (
    "ii) up-to-date intermediate payment already made according to entry 'K' of "
    f"Account of previous Bill No. {'_' * 12} dated {'_' * 12}"
)
PAID_NOW = "Payments now to be made (1 - 2)"
RECOVERED = "a) by recovery of amounts creditable to this work"
RECOVERED_ELSEWHERE = "b) by recovery of amounts creditable to other works or heads"
BY_CHEQUE = "c) by Cheque"
RANK = f"Rank {BLANK}"
SETTLEMENT = (
    " as above in settlement of all demands on account of the contract referred to "
    "above."
)
FOOTNOTES = (
    "$  Specify the net amount payable vide item 3(c) of Account III in words and "
    "figures. The payee's acknowledgement should be for the gross amount paid as per "
    "item 3 (a+b+c), in words and figures.",
    ATTESTED,
)


@dataclass(frozen=True, slots=True)
class Payment:
    """What is paid now: in all, by cheque, and by adjustment."""

    gross: Amount
    net: Amount
    adjusted: Amount


def write_payment_page(
    half: FormHalf,
    amounts: AmountColumn,
    words: LiveWords | None,
    form: LSFormFinal,
    *,
    net_value: Amount,
) -> None:
    """The page; without `words` its amounts are left blank for the pen."""
    payment = _write_memorandum(half, amounts, form, net_value)
    half.skip()
    _write_pay_order(half, words, payment)
    half.add_rule()
    _write_acquittance(half, words, form, payment)
    half.add_rule()
    for footnote in FOOTNOTES:
        half.add(footnote, **SMALL)
    half.add_rule()
    half.add("REMARKS", bold=True, rows=2)
    for _ in range(REMARK_LINES):
        half.add(half.ruled(BLANK), rows=2)


def _write_memorandum(
    half: FormHalf, amounts: AmountColumn, form: LSFormFinal, net_value: Amount
) -> Payment:
    lines = AccountLines(half, amounts, line_rows=LINE_ROWS)
    lines.add_heading("III. Memorandum of Payment")
    total = lines.add_result(
        "1.", [Run(TOTAL_VALUE)], net_value.cell, form.till_date_total
    )
    deduct = Run("DEDUCT: ", bold=True)
    withheld = lines.add_entry("2.", [deduct, Run(WITHHELD)], None)
    paid = lines.add_entry("", [Run(PAID_BEFORE)], form.previous_total)
    payable = lines.add_result(
        "3.",
        [Run(PAID_NOW)],
        f"{total.cell}-{withheld.cell}-{paid.cell}",
        form.payable,
    )
    this_work = lines.add_entry("", [Run(RECOVERED)], None)
    elsewhere = lines.add_entry("", [Run(RECOVERED_ELSEWHERE)], None)
    adjusted = amounts.hidden(
        f"{this_work.cell}+{elsewhere.cell}", this_work.value + elsewhere.value
    )
    net = lines.add_result(
        "", [Run(BY_CHEQUE)], f"{payable.cell}-{adjusted.cell}", form.payable
    )
    return Payment(payable, net, adjusted)


def _write_pay_order(half: FormHalf, words: LiveWords | None, payment: Payment) -> None:
    sentence = LiveSentence(words).add_text("@ Passed for gross amount of ")
    sentence.add_figure(payment.gross).add_text(" (").add_words(payment.gross)
    sentence.add_text(") out of which pay by cheque for net amount of ")
    sentence.add_figure(payment.net).add_text(" and adjustment for ")
    sentence.add_figure(payment.adjusted).add_text(".").write(half)
    half.add_signature("Dated signature of the officer authorising payment", RANK)


def _write_acquittance(
    half: FormHalf, words: LiveWords | None, form: LSFormFinal, payment: Payment
) -> None:
    half.add("IV. Acquittance", bold=True, rows=2)
    received = LiveSentence(words).add_text("(a) $ Received ")
    received.add_figure(payment.gross).add_text(" (").add_words(payment.gross)
    received.add_text(")" + SETTLEMENT).write(half)
    write_local_words(half, words, form, payment.gross, label="Amount in vernacular")
    half.skip()
    half.place(
        "Revenue stamp", span=STAMP, rows=5, border=1, font_color=GREY, **CENTRED
    )
    for label in ("Dated", "Witness"):
        blank = half.ruled(f"{label} {BLANK}", BESIDE_STAMP)
        half.add(blank, span=BESIDE_STAMP, rows=2)
    half.skip()
    half.add("Signature of Contractor", span=STAMP, **CENTRED)
    half.skip()
    half.add(half.ruled(f"Paid by me Cash / Cheque No. {BLANK} dated {BLANK}"), rows=2)
    passed = LiveSentence(words).add_text("Passed for gross amount ")
    passed.add_figure(payment.gross).add_text(", net amount ")
    passed.add_figure(payment.net).add_text(".").write(half)
    half.add_signature("Dated initials of person actually making the payment")
