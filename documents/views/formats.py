"""The library of formats: its list, a format with what the doctor found, and everything done to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from documents.forms import (
    FORMAT_FIELDS,
    FormatFileForm,
    FormatForm,
    NewFormatForm,
    UseFormatForm,
)
from documents.models import Format
from documents.queries import (
    get_format,
    get_version,
    latest_version,
    list_formats,
    list_removed_formats,
    may_change,
)
from documents.services import (
    FormatLocked,
    FormatRefused,
    add_format,
    add_suggested_tags,
    add_version,
    change_format,
    describe_syntax,
    lock_format,
    make_format_legend,
    put_back_format,
    read_version,
    remove_format,
    use_version_again,
)
from documents.views.sources import list_bills
from jobs.engine import TookTooLong
from organizations.domain.roles import Permission
from organizations.http import OrgHttpRequest, org_view

ANY_FILE = "application/octet-stream"


@require_safe
@never_cache
@org_view()
def format_list(request: OrgHttpRequest) -> HttpResponse:
    context = {
        "formats": list_formats(request.membership),
        "removed": list_removed_formats(request.membership),
        "may_add": request.membership.can(Permission.RUN_OWN_JOBS),
    }
    return render(request, "documents/format_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def format_new(request: OrgHttpRequest) -> HttpResponse:
    form = NewFormatForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            added = add_format(
                actor=request.membership,
                details=form.details(),
                filename=file.name,
                content=file.read(),
            )
        except (FormatRefused, TookTooLong) as error:
            form.add_error("file", str(error))
        else:
            messages.success(
                request, gettext("%(added)s is in the library.") % {"added": added}
            )
            return redirect("format_detail", added.pk)
    if request.method == "POST":
        part = "partials/documents/format_new_form.html"
        page = part if request.htmx else "documents/format_new.html"
        return render(request, page, {"form": form}, status=422)
    return render(request, "documents/format_new.html", {"form": form})


@require_safe
@org_view()
def format_help(request: OrgHttpRequest) -> HttpResponse:
    """What may be written in a format."""
    return render(request, "documents/format_help.html", describe_syntax())


@require_safe
@never_cache
@org_view()
def format_detail(request: OrgHttpRequest, format_id: UUID) -> HttpResponse:
    return _show(request, get_format(request.membership, format_id))


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def format_change(request: OrgHttpRequest, format_id: UUID) -> HttpResponse:
    found = get_format(request.membership, format_id)
    form = FormatForm(request.POST)
    if form.is_valid():
        try:
            change_format(actor=request.membership, found=found, details=form.details())
        except (FormatRefused, TookTooLong) as error:
            form.add_error("mappings", str(error))
        else:
            return _done(request, found, gettext("The changes are saved."))
    return _ask_again(request, found, {"details_form": form}, "format_details_form")


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def format_version(request: OrgHttpRequest, format_id: UUID) -> HttpResponse:
    """Another file of the format, as its next version."""
    found = get_format(request.membership, format_id)
    form = FormatFileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            version = add_version(
                actor=request.membership,
                found=found,
                filename=file.name,
                content=file.read(),
            )
        except (FormatRefused, TookTooLong) as error:
            form.add_error("file", str(error))
        else:
            return _done(
                request,
                found,
                gettext("%(version)s is used from now on.") % {"version": version},
            )
    return _ask_again(request, found, {"file_form": form}, "format_file_form")


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def format_version_again(
    request: OrgHttpRequest, format_id: UUID, number: int
) -> HttpResponse:
    version = get_version(request.membership, format_id, number)
    again = use_version_again(
        actor=request.membership, found=version.format, version=version
    )
    said = gettext("Version %(number)s is used again, as version %(newest)s.") % {
        "number": number,
        "newest": again.number,
    }
    return _done(request, version.format, said)


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def format_tags(request: OrgHttpRequest, format_id: UUID) -> HttpResponse:
    """Puts a placeholder at each place that the doctor offered."""
    found = get_format(request.membership, format_id)
    version = add_suggested_tags(actor=request.membership, found=found)
    return _done(
        request,
        found,
        gettext("The placeholders are saved in %(version)s.") % {"version": version},
    )


@require_safe
@never_cache
@org_view()
def format_file(request: OrgHttpRequest, format_id: UUID, number: int) -> HttpResponse:
    version = get_version(request.membership, format_id, number)
    return _download(read_version(version), version.filename)


@require_safe
@never_cache
@org_view()
def format_legend(request: OrgHttpRequest, format_id: UUID) -> HttpResponse:
    """Every placeholder that a format may use, with today's sample values."""
    found = get_format(request.membership, format_id)
    return _download(make_format_legend(found), "Placeholders.xlsx")


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def format_lock(request: OrgHttpRequest, format_id: UUID) -> HttpResponse:
    found = get_format(request.membership, format_id)
    is_locked = request.POST.get("locked") == "yes"
    lock_format(actor=request.membership, found=found, is_locked=is_locked)
    return _done(
        request, found, gettext("Locked.") if is_locked else gettext("Unlocked.")
    )


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def format_remove(request: OrgHttpRequest, format_id: UUID) -> HttpResponse:
    found = get_format(request.membership, format_id)
    try:
        remove_format(actor=request.membership, found=found)
    except FormatLocked as error:
        messages.error(request, str(error))
        return redirect("format_detail", found.pk)
    messages.success(
        request,
        gettext("%(found)s is out of the library. You may put it back.")
        % {"found": found},
    )
    return redirect("format_list")


@require_POST
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def format_put_back(request: OrgHttpRequest, format_id: UUID) -> HttpResponse:
    found = get_format(request.membership, format_id)
    put_back_format(actor=request.membership, found=found)
    return _done(
        request, found, gettext("%(found)s is in the library again.") % {"found": found}
    )


def _done(request: OrgHttpRequest, found: Format, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("format_detail", found.pk)


def _ask_again(
    request: OrgHttpRequest, found: Format, forms: dict[str, Any], part: str
) -> HttpResponse:
    if request.htmx:
        page = f"partials/documents/{part}.html"
        return render(request, page, {"format": found, **forms}, status=422)
    return _show(request, found, forms, status=422)


def _show(
    request: OrgHttpRequest,
    found: Format,
    forms: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    member = request.membership
    context = {
        "format": found,
        "version": latest_version(found),
        "versions": found.versions.select_related("user"),
        "may_change": may_change(found, member),
        "may_use": member.can(Permission.RUN_OWN_JOBS),
        "use_form": UseFormatForm(bills=list_bills(request)),
        "file_form": FormatFileForm(),
        "details_form": FormatForm(
            initial={name: getattr(found, name) for name in FORMAT_FIELDS}
        ),
        **(forms or {}),
    }
    return render(request, "documents/format_detail.html", context, status=status)


def _download(content: bytes, filename: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(content, content_type=ANY_FILE, headers=headers)
