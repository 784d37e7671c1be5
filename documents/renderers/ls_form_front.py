"""The front page of Form 27-A: head, account of work, notes. Source: spec documents, section 3."""

from __future__ import annotations

from decimal import Decimal

from bills.writers.sheet import put_formula
from documents.domain.ls_form import LSFormPart
from documents.renderers.account_lines import CENTRED, WORDING, AccountLines
from documents.renderers.amount_column import Amount, AmountColumn
from documents.renderers.form_grid import BLANK, FormHalf, Run, value_or_prompt

LEFT_HALF, RIGHT_HALF = (0, 5), (5, 10)
LINE_ROWS = 3  # the least height of a line of the account: room for a pen
SMALL = {"font_size": 9}

LINE_1 = (
    "Value of items actually measured under clause 6-(a) and (b) of the Preliminary "
    "Specification of the M.D.S.S. forming part of the contract, the details of which "
    "are given in the attached statement."
)
LINE_2 = (
    "Value of measured up additions or alterations executed up to date as authorised "
    "extras, the details of which are given in the attached statement."
)
LINE_3 = (
    "Approximate value of work done up to date excluding the items specified "
    "I and II above."
)
LINE_4 = f"Deduct amount to be withheld {BLANK} percent on Rs. {BLANK}"
LINE_5 = 'Balance - the "up to date" intermediate payment (item 1+2+3-4) ... '
LINE_6 = (
    "Deduct intermediate payment already made as shown in entry 'K' of the last "
    f"Running Account bill {'_' * 20}"
)
LINE_7 = "Intermediate payment now to be made (item 5 - 6) ... "
LINE_8 = "Total payment now to be made as detailed below:"
LINE_8A = "(a) Recovery of amount creditable to this work "
LINE_8B = "(b) By recovery of amounts creditable to other works or heads of accounts "
LINE_8C = "(c) By Cheque."
NOTES = (
    "Date of handing over of site in the case of a work, or date of written order to "
    "commence supply in the case of supply of materials.",
    "The total figure against item 8 should be tested to see that it agrees with the "
    "figure against item 7.",
)


def write_front(
    half: FormHalf, amounts: AmountColumn, form: LSFormPart
) -> tuple[Amount, Amount]:
    """The page; gives the net amount, item 8(c), and the gross amount, item 8."""
    _write_head(half, form)
    account = AccountLines(half, amounts, line_rows=LINE_ROWS)
    account.add_heading("1. Account of Work")
    payable = _write_payable(account, form)
    net, gross = _write_payment(account, payable, form.payable)
    _write_notes(half)
    if form.fill_amounts:
        _write_test(half, payable, gross)
    half.skip()
    half.add("P.T.O.", align="right", bold=True)
    return net, gross


def _write_head(half: FormHalf, form: LSFormPart) -> None:
    half.place("BK 10  A-8", span=LEFT_HALF, align="left", **SMALL)
    half.add("G. of I. Form No. 27-A", span=RIGHT_HALF, align="right", **SMALL)
    half.add(
        "Lumpsum Contract Running Account Bill",
        rows=2,
        bold=True,
        font_size=14,
        **CENTRED,
    )
    half.add(
        "See Local Ruling 1 & 5 under 125 in Section 5 of Chapter III "
        "of the Madras (Account Code Vol. III)",
        **SMALL | CENTRED,
    )
    half.add(
        "(To be used for intermediate payments to Contractors on Lumpsum Contracts)",
        **SMALL | CENTRED,
    )
    half.skip()
    half.add(
        half.ruled(
            f"Cash Book Voucher No. {BLANK} dated {BLANK} "
            f"Scheduled Document No. {BLANK}"
        ),
        rows=2,
    )
    agency = value_or_prompt(form.agency, "name of the agency")
    half.add_line([Run("Name of Contractor : "), agency])
    name = value_or_prompt(form.name_of_work, "name of the work")
    half.add_line([Run("Name of Work : "), name])
    title = value_or_prompt(form.cc_header, "CC bill title")
    half.add_pair(
        [Run("Serial number of the Bill "), title],
        "No. and date of his previous Bill for this work " + BLANK,
    )
    agreement = value_or_prompt(form.agreement, "reference of agreement")
    half.add_pair(
        [Run("Reference of agreement "), agreement],
        f"Date of commencement of Work {BLANK}",
    )
    half.skip()


def _write_payable(account: AccountLines, form: LSFormPart) -> Amount:
    """Lines 1 to 7; gives item 7."""
    done = account.add_entry("1", [Run(LINE_1)], form.till_date_total)
    extras = account.add_entry("2", [Run(LINE_2)], None)
    unmeasured = account.add_entry("3", [Run(LINE_3)], None)
    withheld = account.add_entry("4", [Run(account.half.ruled(LINE_4, WORDING))], None)
    balance = account.add_result(
        "5",
        [Run(LINE_5), Run("K", bold=True)],
        f"{done.cell}+{extras.cell}+{unmeasured.cell}-{withheld.cell}",
        form.balance,
    )
    paid = account.add_entry("6", [Run(LINE_6)], form.previous_total)
    return account.add_result(
        "7",
        [Run(LINE_7), Run("'D'", bold=True)],
        f"{balance.cell}-{paid.cell}",
        form.payable,
    )


def _write_payment(
    account: AccountLines, payable: Amount, value: Decimal
) -> tuple[Amount, Amount]:
    """Line 8; gives the net amount, 8(c), and the gross, 8 (a+b+c)."""
    half, amounts = account.half, account.amounts
    total_row, total_rows = half.row, account.place_wording("8", [Run(LINE_8)])
    half.skip(total_rows)
    this_work = account.add_entry("", [Run(LINE_8A), Run("'G'", bold=True)], None)
    elsewhere = account.add_entry("", [Run(LINE_8B), Run("'H'", bold=True)], None)
    rows = account.place_wording("", [Run(LINE_8C)])
    recovered = f"{this_work.cell}-{elsewhere.cell}"
    net = amounts.printed_result(rows, f"{payable.cell}-{recovered}", value)
    half.skip(rows)
    below, half.row = half.row, total_row
    parts = f"{this_work.cell}+{elsewhere.cell}+{net.cell}"
    gross = amounts.result(total_rows, parts, value)
    half.row = below
    return net, gross


def _write_notes(half: FormHalf) -> None:
    half.skip()
    half.add("Notes", bold=True, **SMALL)
    for number, note in enumerate(NOTES, start=1):
        half.add(f"{number}. {note}", **SMALL)


def _write_test(half: FormHalf, payable: Amount, gross: Amount) -> None:
    """Shows nothing while item 8 agrees with item 7, else by how much it differs."""
    half.place("", bold=True, font_color="#C00000")
    style = half.style(bold=True, font_color="#C00000")
    difference = f"{gross.cell}-{payable.cell}"
    formula = (
        f'=IF({difference}=0,"","Item 8 differs from item 7 by Rs. "'
        f'&TEXT({difference},"#,##0.00"))'
    )
    put_formula(half.sheet, half.row, half.first_column, formula, "", style)
    half.skip()
