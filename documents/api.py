"""The formats that a program may have filled; ordering that is in orders.py."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from documents.models import Format
from documents.queries import list_formats as list_formats_of
from documents.queries import list_placeholders
from jobs.api.app import REFUSALS, actor_of, api

router = Router(tags=["formats"])


class FormatDocument(Schema):
    id: UUID
    name: str
    description: str
    filename: str
    file_type: str
    version: int
    is_shared: bool
    is_usable: bool
    placeholders: list[str]


class FormatDocuments(Schema):
    formats: list[FormatDocument]


@router.get(
    "/",
    response={200: FormatDocuments, **REFUSALS},
    summary="Formats that you may use",
)
def list_formats(request: HttpRequest) -> dict[str, Any]:
    """The office's and your own, each with the version that is used now."""
    return {
        "formats": [_describe(found) for found in list_formats_of(actor_of(request))]
    }


def _describe(found: Format) -> dict[str, Any]:
    version = found.versions.all()[0]
    return {
        "id": found.pk,
        "name": found.name,
        "description": found.description,
        "filename": version.filename,
        "file_type": PurePath(version.filename).suffix.lower().lstrip("."),
        "version": version.number,
        "is_shared": found.is_shared,
        # Not so when its tags do not fit together; an order is then refused.
        "is_usable": version.report["is_usable"],
        "placeholders": list_placeholders(version),
    }


api.add_router("/formats", router)
