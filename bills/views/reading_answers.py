"""How the views of a reading answer: the changed part of the page for htmx, a redirect or the page for a plain form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import reswap, retarget

from bills.correction_forms import ColumnsForm, FieldsForm, KindForm, RowForm
from bills.forms import BillOptionsForm
from bills.models import Reading
from bills.queries.readings import Place, ReadingView, get_reading
from jobs.services import mark_told
from organizations.http import OrgHttpRequest

Context = dict[str, Any]


def place_of(request: OrgHttpRequest) -> Place:
    """The place that an address names."""

    def number(name: str, default: int) -> int:
        text = request.GET.get(name, "")
        return int(text) if text.isdecimal() and len(text) < 8 else default

    return Place(number("sheet", 0), number("part", 0), number("row", 0))


def show_reading(
    request: OrgHttpRequest,
    reading: Reading,
    place: Place,
    *,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """The reading at that place, in the form that the caller understands.

    `said` is told to a screen reader, and to everybody when the status is no success.
    """
    if not request.htmx:
        if status == 200 and request.method == "POST":
            return redirect(address_of(reading, place))
        context = make_context(request, reading, place, said=said)
        return render(request, "bills/reading_detail.html", context, status=status)
    context = make_context(request, reading, place, said=said)
    context["is_refused"] = status != 200
    answer = render(
        request, "partials/bills/reading_answer.html", context, status=status
    )
    return reswap(retarget(answer, "#reading-body"), "outerHTML")


def make_context(
    request: OrgHttpRequest, reading: Reading, place: Place, *, said: str = ""
) -> Context:
    """What the page and its parts are made of."""
    view = ReadingView(reading, request.membership, place)
    if view.job is not None:
        mark_told([view.job])  # the page itself tells it
    context: Context = {"reading": view, "said": said}
    if view.sheet is not None and view.is_current:
        carried = {"version": view.version, "part": view.part}
        context |= {
            "kind_form": KindForm(view.sheet, initial=dict(carried)),
            "columns_form": ColumnsForm(view.sheet, initial=carried),
            "fields_form": FieldsForm(view.sheet, initial=carried),
        }
        if view.actions and not view.bill:
            context["form"] = make_bill_form(request, view)
        if request.method == "POST":
            context["returned_row"] = place.row
        else:
            context |= open_row(view, place.row)
    return context


def open_row(view: ReadingView, number: int) -> Context:
    """The row of the shown part with its form; nothing when there is no such row."""
    row = next((row for row in view.rows if row.number == number), None)
    if row is None or view.sheet is None or not view.can_correct:
        return {}
    carried = {"version": view.version, "part": view.part}
    form = RowForm(view.sheet, row, initial=carried)
    return {"open_row": number, "row_form": form}


def make_bill_form(request: OrgHttpRequest, view: ReadingView) -> BillOptionsForm:
    """The form of the bill, with what was typed in it on the page, else in New bill."""
    given = request.POST if request.method == "POST" else request.GET
    typed: Mapping[str, Any] = view.reading.inputs
    if "mb_no" in given:
        typed = {name: given.get(name, "") for name in BillOptionsForm.base_fields}
    initial = {name: value for name, value in typed.items() if value}
    if initial.get("action") not in view.actions:
        initial.pop("action", None)
    return BillOptionsForm(actions=view.actions, initial=initial)


def address_of(reading: Reading, place: Place) -> str:
    query = urlencode({"sheet": place.sheet, "part": place.part})
    row = f"#row-{place.row}" if place.row else ""
    return f"{reverse('reading_detail', args=[reading.pk])}?{query}{row}"


def find_reading(request: OrgHttpRequest, reading_id: Any) -> Reading:
    """Raises: Reading.DoesNotExist."""
    return get_reading(organization=request.org, reading_id=reading_id)
