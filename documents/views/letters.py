"""The pages of letter settings and of the office's own letters."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from documents.forms import LetterSettingsForm, OwnLetterForm
from documents.models import OwnLetter
from documents.services import (
    CHOICES,
    LETTER_FIELDS,
    REPLACEABLE,
    DocumentKind,
    LetterRefused,
    choose_options,
    default_template,
    get_letter_settings,
    leave_letter,
    list_letters,
    read_letters,
    save_letter_settings,
    try_letter,
    use_letter,
)
from jobs.engine import TookTooLong
from organizations.domain.roles import Permission, Role, check_permission
from organizations.http import OrgHttpRequest, org_view

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@org_view(Permission.RUN_OWN_JOBS)
def letter_settings(request: OrgHttpRequest) -> HttpResponse:
    """The member's own settings, or with `?of=office` those of the office."""
    of_office = request.GET.get("of") == "office"
    if of_office:
        check_permission(Role(request.membership.role), Permission.MANAGE)
    form = _make_form(request, of_office=of_office)
    if request.method == "POST" and form.is_valid():
        save_letter_settings(
            actor=request.membership, values=form.cleaned_data, for_office=of_office
        )
        messages.success(request, gettext("The letter settings are saved."))
        return redirect(request.get_full_path())
    context = {
        "form": form,
        "of_office": of_office,
        "may_manage": request.membership.can(Permission.MANAGE),
    }
    if request.method == "POST":
        part = "partials/documents/letter_settings_form.html"
        page = part if request.htmx else "documents/letter_settings.html"
        return render(request, page, context, status=422)
    return render(request, "documents/letter_settings.html", context)


@require_safe
@never_cache
@org_view()
def own_letters(request: OrgHttpRequest) -> HttpResponse:
    return _show_letters(request)


@require_POST
@never_cache
@org_view(Permission.MANAGE)
def own_letter_use(request: OrgHttpRequest, kind: str) -> HttpResponse:
    """Tries the posted letter and puts it in the place of the default."""
    which = _find_kind(kind)
    own = list_letters(request.org).get(which)
    form = _letter_form(which, own, request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["letter"]
        try:
            use_letter(
                actor=request.membership,
                kind=which,
                filename=file.name,
                content=file.read(),
            )
        except (LetterRefused, TookTooLong) as error:
            form.add_error("letter", f"{file.name}: {error}")
        else:
            messages.success(
                request, gettext("%(name)s is used from now on.") % {"name": file.name}
            )
            return redirect("own_letters")
    if request.htmx:
        context = {"letter": {"kind": which, "form": form}}
        part = "partials/documents/own_letter_form.html"
        return render(request, part, context, status=422)
    return _show_letters(request, wrong=form, kind=which)


@require_POST
@never_cache
@org_view(Permission.MANAGE)
def own_letter_leave(request: OrgHttpRequest, kind: str) -> HttpResponse:
    which = _find_kind(kind)
    leave_letter(actor=request.membership, kind=which)
    messages.success(
        request,
        gettext("%(label)s: the default is used again.") % {"label": which.wording},
    )
    return redirect("own_letters")


@require_safe
@never_cache
@org_view()
def own_letter_file(request: OrgHttpRequest, kind: str) -> HttpResponse:
    """The template in use: the office's own, else the default to start one from."""
    which = _find_kind(kind)
    own = list_letters(request.org).get(which)
    content = _content(request, which) or default_template(which)
    return _download(content, own.filename if own else which.filename(1))


@require_safe
@never_cache
@org_view()
def own_letter_sample(request: OrgHttpRequest, kind: str) -> HttpResponse:
    """The letter in use, filled for the sample bill."""
    which = _find_kind(kind)
    options = choose_options(request.membership)
    making = try_letter(which, _content(request, which), options)
    return _download(making.files[0].content, f"Sample_{which.filename(1)}")


def _make_form(request: OrgHttpRequest, *, of_office: bool) -> LetterSettingsForm:
    office = get_letter_settings(request.org, None)
    saved = office if of_office else get_letter_settings(request.org, request.user)
    given = (request.POST,) if request.method == "POST" else ()
    names = (*LETTER_FIELDS, *CHOICES)
    return LetterSettingsForm(
        *given,
        office=None if of_office else {name: getattr(office, name) for name in names},
        initial={name: getattr(saved, name) for name in names},
    )


def _show_letters(
    request: OrgHttpRequest,
    *,
    wrong: OwnLetterForm | None = None,
    kind: DocumentKind | None = None,
) -> HttpResponse:
    in_use = list_letters(request.org)
    letters = [
        {
            "kind": each,
            "own": in_use.get(each),
            "form": wrong if each is kind else _letter_form(each, in_use.get(each)),
        }
        for each in REPLACEABLE
    ]
    context = {
        "letters": letters,
        "may_change": request.membership.can(Permission.MANAGE),
        "settings_url": reverse("letter_settings"),
    }
    status = 422 if wrong else 200
    return render(request, "documents/own_letters.html", context, status=status)


def _letter_form(
    kind: DocumentKind, own: OwnLetter | None, data: Any = None, files: Any = None
) -> OwnLetterForm:
    """Its ids change with the letter in use, so that a file that was taken is not chosen still."""
    ids = f"id_%s_{own.pk if own else 'default'}"
    return OwnLetterForm(data, files, prefix=kind.value, auto_id=ids)


def _find_kind(kind: str) -> DocumentKind:
    """Raises: Http404, for a document whose letter cannot be replaced."""
    if kind not in [each.value for each in REPLACEABLE]:
        raise Http404
    return DocumentKind(kind)


def _content(request: OrgHttpRequest, kind: DocumentKind) -> bytes | None:
    own = list_letters(request.org).get(kind)
    if own is None:
        return None
    return read_letters(request.org, {kind.value: str(own.pk)})[kind]


def _download(content: bytes, filename: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(content, content_type=DOCX, headers=headers)
