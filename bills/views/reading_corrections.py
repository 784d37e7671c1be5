"""Corrections of a reading: each is one small form, answered with the sheet as it is read then."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bills.correction_forms import (
    ColumnsForm,
    CorrectionForm,
    FieldsForm,
    KindForm,
    RowForm,
    UndoForm,
)
from bills.models import Reading, ReadingSheet
from bills.queries.readings import Place, ReadingView, SheetView
from bills.services import (
    ReadingChanged,
    check_may_correct,
    correct_reading,
    forget_layout,
    read_again,
    remember_layout,
)
from bills.views.reading_answers import (
    find_reading,
    open_row,
    show_reading,
)
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def reading_kind(request: OrgHttpRequest, reading_id: UUID, sheet: int) -> HttpResponse:
    view = _open(request, reading_id, sheet)
    return _correct(request, view, KindForm(_sheet_of(view), request.POST))


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def reading_columns(
    request: OrgHttpRequest, reading_id: UUID, sheet: int
) -> HttpResponse:
    view = _open(request, reading_id, sheet)
    open_sheet = _sheet_of(view)
    form = ColumnsForm(open_sheet, request.POST)
    signature = open_sheet.sheet.signature
    is_current = form.is_valid() and form.cleaned_data["version"] == view.version
    if is_current and form.cleaned_data["remember"] and signature and form.layout():
        remember_layout(
            organization=request.org,
            actor=request.membership,
            signature=signature,
            columns=form.layout(),
            filename=view.filename,
        )
    return _correct(request, view, form)


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def reading_fields(
    request: OrgHttpRequest, reading_id: UUID, sheet: int
) -> HttpResponse:
    view = _open(request, reading_id, sheet)
    return _correct(request, view, FieldsForm(_sheet_of(view), request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def reading_row(
    request: OrgHttpRequest, reading_id: UUID, sheet: int, row: int
) -> HttpResponse:
    """GET: the row with its form in place, or without it again. POST: the sheet."""
    part = request.POST.get("part") or request.GET.get("part", "")
    view = _open(request, reading_id, sheet, int(part) if part.isdecimal() else 0)
    found = next((r for r in view.rows if r.number == row), None)
    if found is None:
        raise Reading.DoesNotExist(
            gettext("There is no row %(row)s on this page.") % {"row": row}
        )
    if request.method == "POST":
        form = RowForm(_sheet_of(view), found, request.POST)
        return _correct(request, view, form, row=row)
    context = {"reading": view, "sheet": view.sheet, "row": found, "returned_row": row}
    if "closed" not in request.GET:
        context |= open_row(view, row)
    return render(request, "partials/bills/reading_row.html", context)


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def reading_undo(request: OrgHttpRequest, reading_id: UUID, sheet: int) -> HttpResponse:
    """Takes a correction back; the layout remembered by it goes with the columns."""
    view = _open(request, reading_id, sheet)
    form = UndoForm(_sheet_of(view), request.POST)
    layout = view.layout
    is_of_columns = form.is_valid() and form.cleaned_data["what"] == "columns"
    if layout and is_of_columns and layout.filename == view.filename:
        _forget(request, view)
    return _correct(request, view, form)


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def reading_forget(
    request: OrgHttpRequest, reading_id: UUID, sheet: int
) -> HttpResponse:
    """Forgets the layout of the sheet's header and reads the workbook without it."""
    view = _open(request, reading_id, sheet)
    _forget(request, view)
    reading = read_again(actor=request.membership, reading=view.reading)
    said = gettext("The layout is forgotten; the sheet is read by its own words.")
    return show_reading(request, reading, view.place, said=said)


def _open(
    request: OrgHttpRequest, reading_id: UUID, sheet: int, part: int = 0
) -> ReadingView:
    """The reading at that sheet, of a member who may correct it.

    Raises: Reading.DoesNotExist, ReadingSheet.DoesNotExist, RoleTooLow.
    """
    reading = find_reading(request, reading_id)
    check_may_correct(reading, request.membership)
    view = ReadingView(reading, request.membership, Place(sheet, part))
    if _sheet_of(view).position != sheet:
        raise ReadingSheet.DoesNotExist(gettext("There is no such sheet."))
    return view


def _sheet_of(view: ReadingView) -> SheetView:
    if view.sheet is None:
        raise ReadingSheet.DoesNotExist(gettext("Nothing was read."))
    return view.sheet


def _correct(
    request: OrgHttpRequest, view: ReadingView, form: CorrectionForm, row: int = 0
) -> HttpResponse:
    """The sheet as it is read after the correction, or as it is and why it was not made."""
    if not form.is_valid():
        said = str(next(error for errors in form.errors.values() for error in errors))
        return show_reading(request, view.reading, view.place, said=said, status=422)
    place = Place(view.place.sheet, form.shown_part, row)
    try:
        reading = correct_reading(
            actor=request.membership,
            reading=view.reading,
            version=form.cleaned_data["version"],
            sheet=_sheet_of(view).title,
            change=form.change,
        )
    except ReadingChanged as changed:
        present = find_reading(request, view.id)
        return show_reading(request, present, place, said=str(changed), status=409)
    after = ReadingView(reading, request.membership, place)
    return show_reading(request, reading, place, said=after.sheet_summary)


def _forget(request: OrgHttpRequest, view: ReadingView) -> None:
    forget_layout(
        organization=request.org,
        actor=request.membership,
        signature=_sheet_of(view).sheet.signature,
    )
