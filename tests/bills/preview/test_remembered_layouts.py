"""What the columns of a header mean is remembered by the office that said so, and by no other."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bills.models import RememberedLayout
from bills.services import forget_layout, list_layouts, read_again, remember_layout
from organizations.domain.roles import RoleTooLow
from tests.bills.preview.conftest import correct, remember, sheet_of
from tests.bills.preview.workbooks import CABLE, HEADER, LIGHT, estimate
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

# The heads of rate and amount changed places, as somebody typed them once.
SWAPPED = (*HEADER[:4], "Amount", *HEADER[5:7], "Rate")
RIGHT = {"E": "rate", "H": "amount"}


@pytest.fixture
def remembered(asha, read):
    """Asha's reading of the swapped header, corrected and remembered."""
    reading = read(asha, estimate([CABLE, LIGHT], header=SWAPPED))
    reading = correct(reading, asha, columns=RIGHT)
    remember(reading, asha)
    return reading


def test_swapped_columns_are_read_as_the_office_says(asha, read):
    reading = read(asha, estimate([CABLE, LIGHT], header=SWAPPED))
    assert sheet_of(reading).columns["E"] == "amount"

    reading = correct(reading, asha, columns=RIGHT)

    sheet = sheet_of(reading)
    assert (sheet.columns["E"], sheet.columns["H"]) == ("rate", "amount")
    assert sheet.totals["total"] == "37970.00"


def test_the_next_workbook_with_that_header_is_read_so_by_itself(
    remembered, bala, read
):
    reading = read(bala, estimate([LIGHT, CABLE], header=SWAPPED), "another.xlsx")

    sheet = sheet_of(reading)
    assert sheet.totals["is_remembered"]
    assert sheet.totals["total"] == "37970.00"
    assert reading.corrections == {}


def test_another_office_knows_nothing_of_it(remembered, chitra, read):
    reading = read(chitra, estimate([CABLE, LIGHT], header=SWAPPED))

    assert not sheet_of(reading).totals["is_remembered"]
    assert sheet_of(reading).columns["E"] == "amount"
    assert list_layouts(chitra.organization) == {}


def test_another_office_neither_sees_nor_forgets_it(remembered, asha, chitra, read):
    reading = read(chitra, estimate([CABLE, LIGHT], header=SWAPPED))
    page = sign_in(chitra).get(reverse("reading_detail", args=[reading.pk]))
    assert "Forget it" not in page.content.decode()
    page = sign_in(chitra).get(reverse("layout_list"))
    assert "Nothing is remembered yet" in page.content.decode()

    signature = sheet_of(reading).signature
    forget_layout(organization=chitra.organization, actor=chitra, signature=signature)

    assert signature in list_layouts(asha.organization)


def test_another_header_is_not_touched_by_it(remembered, asha, read):
    reading = read(asha, estimate([CABLE, LIGHT]))

    assert not sheet_of(reading).totals["is_remembered"]
    assert sheet_of(reading).totals["total"] == "37970.00"


def test_a_forgotten_layout_is_read_no_more(remembered, bala, read):
    reading = read(bala, estimate([CABLE, LIGHT], header=SWAPPED))
    signature = sheet_of(reading).signature

    forget_layout(organization=bala.organization, actor=bala, signature=signature)
    reading = read_again(actor=bala, reading=reading)

    assert not sheet_of(reading).totals["is_remembered"]
    assert sheet_of(reading).columns["E"] == "amount"


def test_the_same_header_is_remembered_once(remembered, bala):
    (signature,) = list_layouts(bala.organization)

    remember_layout(
        organization=bala.organization,
        actor=bala,
        signature=signature,
        columns={"E": "quantity"},
        filename="later.xlsx",
    )

    assert list_layouts(bala.organization) == {signature: {"E": "quantity"}}
    layout = RememberedLayout.objects.for_org(bala.organization).get()
    assert (layout.filename, layout.user) == ("later.xlsx", bala.user)


def test_a_viewer_neither_remembers_nor_forgets(remembered, vani):
    (signature,) = list_layouts(vani.organization)
    with pytest.raises(RoleTooLow):
        forget_layout(organization=vani.organization, actor=vani, signature=signature)
    with pytest.raises(RoleTooLow):
        remember_layout(
            organization=vani.organization,
            actor=vani,
            signature=signature,
            columns={},
            filename="x.xlsx",
        )
