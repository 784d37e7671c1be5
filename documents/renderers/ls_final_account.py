"""The left page of the final bill: head, account of work, certificates, discharge. Source: spec documents, section 4."""

from __future__ import annotations

from documents.domain.ls_final import LSFormFinal
from documents.domain.options import FinalValueLine
from documents.renderers.account_lines import CENTRED, AccountLines
from documents.renderers.amount_column import Amount, AmountColumn
from documents.renderers.form_grid import BLANK, FormHalf, Run, value_or_prompt
from documents.renderers.live_sentence import LiveSentence
from documents.renderers.live_words import LiveWords

LETTER_BOX = (9, 10)
LINE_ROWS = 2  # the least height of a line of the account: room for a pen
SMALL = {"font_size": 9}

LINE_I = "Total lumpsum amount as entered in contractor's agreement"
LINE_II = (
    'Value of additional works done up to date as "Authorised extras", the details of '
    "which are given in the attached statement in form P.W.D. VI 74 (inner)"
)
LINE_III = (
    "Value of items actually measured under clause 62 (a) and (b) of the Preliminary "
    "Specifications of the MDSS forming part of the contract (item 1), the details "
    "given in the attached statement in form P.W.D. VI 74 (inner) - Total"
)
LINE_IV = (
    'Value of items omitted to be executed as authorised "omissions", the details of '
    "which are given in the attached statement in form P.W. VI (inner)"
)
LINE_V = (
    "Value as per lumpsum contract for items of work recovered by actual measurements "
    "vide item (iii) above"
)
NET_TOTAL = "Net total value of work done"
CERTIFICATE_1 = (
    "(1) Certified that the work has been completed in accordance with the prescribed "
    "specification and, after taking into account all authorised additions and "
    "alterations, the value of work done up to date conformably with the terms of the "
    "contractor's agreement is "
)
CERTIFICATE_2 = (
    "(2) The detailed measurements of the authorised additions and alterations "
    "mentioned above and of work specified in item 1 of Account of the last bill are "
    "recorded at "
)
DISCHARGE = (
    "The contractor accepts the final measurements and releases and discharges the "
    "Government from all claims and demands whatsoever arising out of or connected "
    "with the contract, provided that nothing in the clause shall discharge the "
    "contractor from his liabilities under the contract."
)


def write_account_page(
    half: FormHalf, amounts: AmountColumn, words: LiveWords | None, form: LSFormFinal
) -> Amount:
    """The page; gives the net total value of the work, F."""
    _write_head(half, form)
    net_value = _write_account(half, amounts, form)
    half.skip()
    _write_certificates(half, words, form, net_value)
    half.add_rule()
    half.add("Discharge Certificate", bold=True, rows=2, **CENTRED)
    half.add(DISCHARGE)
    half.add_signature("Signature of Contractor", beside="Dated")
    return net_value


def _write_head(half: FormHalf, form: LSFormFinal) -> None:
    half.add("P", span=LETTER_BOX, rows=2, bold=True, font_size=14, border=2, **CENTRED)
    half.add("Lumpsum Contract Final Bill", rows=2, bold=True, font_size=14, **CENTRED)
    half.add(
        "(See Chapter X, Paragraph 303, Andhra Pradesh P.W. Account Code)",
        **SMALL | CENTRED,
    )
    half.add(
        '(To be used for "FINAL PAYMENTS" to Contractors - Lumpsum Contracts)',
        **SMALL | CENTRED,
    )
    half.skip()
    half.add(
        half.ruled(
            f"Cash Book Voucher No. {BLANK} Dated {BLANK} Schedule Docket No. {BLANK}"
        ),
        rows=2,
    )
    agency = value_or_prompt(form.agency, "name of the agency")
    half.add_line([Run("Name of the Agency : "), agency])
    name = value_or_prompt(form.name_of_work, "name of the work")
    half.add_line([Run("Name of Work : "), name])
    title = value_or_prompt(form.cc_header, "CC bill title")
    half.add_pair(
        [Run("Serial number of this bill "), title],
        f"No. and date of the previous Bill for this work {BLANK}",
    )
    agreement = value_or_prompt(form.agreement, "reference to agreement")
    half.add_pair(
        [Run("Reference to Agreement : "), agreement],
        f"Date of commencement of work : {BLANK}",
    )
    completed = value_or_prompt(form.completed_on, "date of completion")
    half.add_line([Run("Date of actual completion of work or supplies: "), completed])
    half.skip()


def _write_account(half: FormHalf, amounts: AmountColumn, form: LSFormFinal) -> Amount:
    account = AccountLines(half, amounts, line_rows=LINE_ROWS)
    account.add_heading("I. Account of Work Executed")
    value_of = dict.fromkeys(FinalValueLine) | {form.value_line: form.till_date_total}
    add, deduct = Run("ADD: ", bold=True), Run("DEDUCT: ", bold=True)
    agreed = account.add_entry("i)", [Run(LINE_I)], value_of[FinalValueLine.LUMPSUM])
    extras = account.add_entry("ii)", [add, Run(LINE_II)], None)
    measured = account.add_entry(
        "iii)", [Run(LINE_III)], value_of[FinalValueLine.MEASURED]
    )
    omitted = account.add_entry("iv)", [deduct, Run(LINE_IV)], None)
    replaced = account.add_entry("v)", [Run(LINE_V)], None)
    return account.add_result(
        "",
        [Run(NET_TOTAL, bold=True)],
        f"{agreed.cell}+{extras.cell}+{measured.cell}-{omitted.cell}-{replaced.cell}",
        form.till_date_total,
        box="F",
    )


def _write_certificates(
    half: FormHalf, words: LiveWords | None, form: LSFormFinal, net_value: Amount
) -> None:
    half.add("II. Certificates & Signature", bold=True, rows=2)
    LiveSentence(words).add_text(CERTIFICATE_1).add_figure(net_value).write(half)
    recorded_at = value_or_prompt(form.mb_details, "M.B. details")
    half.add([Run(CERTIFICATE_2), recorded_at])
    _write_signatures(half, form.signatures)


def _write_signatures(half: FormHalf, signatures: tuple[str, ...]) -> None:
    """The officers side by side, with room to sign above."""
    half.skip(3)
    count = max(len(signatures), 1)
    edges = [-(-len(half.pixels) * number // count) for number in range(count + 1)]
    rows = 1
    for signature, start, end in zip(signatures, edges, edges[1:], strict=False):
        rows = max(rows, half.rows_for(signature, (start, end)))
    for signature, start, end in zip(signatures, edges, edges[1:], strict=False):
        half.place(signature, span=(start, end), rows=rows, **CENTRED)
    half.skip(rows)
