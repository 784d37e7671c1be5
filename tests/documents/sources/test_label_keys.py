"""Each of the 29 label keys is found in a line that states it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from documents.domain.labels import LABELS
from documents.domain.source_works import PLACEHOLDER_OF
from tests.documents.sources.files import value

LINES = {
    "name_of_work": ("Name of the work : Lights: Block A", "Lights: Block A"),
    "agreement": ("Ref. to Agreement : 30/2025-26", "30/2025-26"),
    "admin_sanction": ("Administrative Sanction: Rc.12/A1/2025", "Rc.12/A1/2025"),
    "admin_sanction_amount": ("Admin Sanction Amount: 4,50,000/-", Decimal(450000)),
    "tech_sanction": ("Tech. Sanction No: 45/2025-26", "45/2025-26"),
    "tech_sanction_amount": ("Tech Sanction Amount = Rs.4,40,000", Decimal(440000)),
    "agency": ("3) Name of the Agency :- M/s Rao & Sons", "M/s Rao & Sons"),
    "contractor": ("Contractor's Name: Sri K. Rao", "Sri K. Rao"),
    "contractor_address": ("Address : 1-2-3, Hanamkonda", "1-2-3, Hanamkonda"),
    "mb_details": (
        "M.B.No Details: MB.No. 12 P.No. 3 to 18",
        "MB.No. 12 P.No. 3 to 18",
    ),
    "tp_details": ("T.P Details: 7.86 % Less", "7.86 % Less"),
    "cc_header": ("Bill type: CC First & Part Bill", "CC First & Part Bill"),
    "amount": ("Bill Amount : 5", Decimal(5)),
    "estimate_amount": ("Estimate Amount (Rs.) : 4,50,000", Decimal(450000)),
    "bond_no": ("Bond No. 77/2025", "77/2025"),
    "nit_no": (
        "NIT.No14/EE/R&B/2025-26, Dt:04.04.2025",
        "14/EE/R&B/2025-26, Dt:04.04.2025",
    ),
    "tender_premium": ("Tender Premium : 4.5 % Less", "4.5 % Less"),
    "period_of_completion": ("Period of completion: 6 months", "6 months"),
    "earnest_money": ("EMD: Rs. 12,500/-", Decimal(12500)),
    "security_deposit": ("Security Deposit : 25000", Decimal(25000)),
    "work_order_no": ("Work Order No: 8/2025 dt. 3.4.2025", "8/2025"),
    "work_order_date": ("Work Order Date: 03-04-2025", "03-04-2025"),
    "date_of_commencement": ("Date of commencement of work : 04/04/25", "04/04/25"),
    "date_of_completion": ("Date of Completion - 03.10.2025", "03.10.2025"),
    "doi": ("DOI: 01-04-2025", "01-04-2025"),
    "doc": ("D.O.C : 01.09.2025", "01.09.2025"),
    "domr": ("DOMR:05-09-2025", "05-09-2025"),
    "dobr": ("DOBR = 06-09-2025", "06-09-2025"),
    "amount_paid": ("Amount already paid: Rs. 1,10,000/-", Decimal(110000)),
}


def test_every_key_has_a_line_here_and_a_placeholder():
    assert LINES.keys() == LABELS.keys() == PLACEHOLDER_OF.keys()
    assert len(LABELS) == 29


@pytest.mark.parametrize("key", LINES)
def test_a_label_gives_its_value(key):
    line, expected = LINES[key]
    assert value(line, PLACEHOLDER_OF[key]) == expected


def test_the_four_dates_stand_on_one_line():
    line = "DOI: 1.4.2025 DOC 2-9-2025, DOMR: 03/09/25 DOBR:04.09.2025"
    names = ("DOI", "DOC", "DOMR", "DOBR")
    assert [value(line, name) for name in names] == [
        "1.4.2025",
        "2-9-2025",
        "03/09/25",
        "04.09.2025",
    ]


def test_a_long_line_of_several_labels_is_split():
    line = "Agreement No: 30/2025-26  Period of Completion : 6 months  EMD : 500"
    assert value(line, "REF_OF_AGREEMENT") == "30/2025-26"
    assert value(line, "PERIOD_OF_COMPLETION") == "6 months"
    assert value(line, "EMD") is None and value(line, "EARNEST_MONEY") == 500


def test_the_date_of_a_work_order_may_follow_its_number():
    assert value("Work Order No: 8/2025 dt. 3.4.2025", "WORK_ORDER_DATE") == "3.4.2025"


def test_a_sanction_may_state_its_amount():
    line = "Administrative Sanction : Rc.12/A1 dt 1.4.2025 for Rs. 4,50,000/-"
    assert value(line, "ADMIN_SANCTION_AMOUNT") == Decimal(450000)
