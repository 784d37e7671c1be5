"""Adding and using formats and own letters over HTTP, as a browser does."""

from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

import documents.actors  # noqa: F401 - the work that the jobs need
from documents.models import Filling, Format
from organizations.models import Membership
from tests.conftest import sign_in


def word(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


NOTE = word("{{NAME_OF_WORK}}", "Rs. {{AMOUNT}}", "N.I.T. {{NIT_NO}}")


def add(
    member: Membership, content: bytes = NOTE, filename: str = "note.docx", **typed: Any
) -> Any:
    fields = {"name": "Note", "is_shared": "on"} | typed
    file = SimpleUploadedFile(filename, content)
    return sign_in(member).post(reverse("format_new"), {**fields, "file": file})


def format_of(member: Membership) -> Format:
    return Format.objects.for_org(member.organization).get()


def do(member: Membership, view: str, /, *args: Any, **typed: Any) -> Any:
    return sign_in(member).post(reverse(view, args=args), typed)


def shown(member: Membership, name: str, *args: Any) -> str:
    answer = sign_in(member).get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def use(member: Membership, found: Format, **typed: Any) -> Any:
    fields = {"key": str(uuid4())} | typed
    return do(member, "filling_start", found.pk, **fields)


def filling_of(member: Membership) -> Filling:
    return Filling.objects.for_org(member.organization).latest("created_at")


def use_letter(
    member: Membership,
    content: bytes = NOTE,
    filename: str = "ours.docx",
    kind: str = "movement",
    headers: Any = None,
) -> Any:
    address = reverse("own_letter_use", args=[kind])
    file = SimpleUploadedFile(filename, content)
    return sign_in(member).post(address, {f"{kind}-letter": file}, headers=headers)
