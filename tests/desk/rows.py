"""Rows of any model, each with relatives of its own, so that a page that asks for each shows."""

from __future__ import annotations

import uuid
from itertools import count
from typing import Any

from django.db import models
from django.utils import timezone

from organizations.models import Membership, Organization, User

_numbers = count(1)


def make_row(model: type[models.Model], **given: Any) -> models.Model:
    """A stored row; what it needs and was not given is made up."""
    number = next(_numbers)
    values = {
        field.name: _value(field, number)
        for field in model._meta.concrete_fields
        if field.name not in given and _is_needed(field)
    }
    row = model(**values, **given)
    row.save(force_insert=True)
    if isinstance(row, Organization):
        Membership.objects.create(organization=row, user=row.owner, role="owner")
    return row


def _is_needed(field: models.Field[Any, Any]) -> bool:
    if isinstance(field, models.ForeignKey) and field.related_model is User:
        return True  # pages name people, also where none must be
    is_empty = field.null or field.has_default() or _is_clock(field)
    return not (is_empty or field.blank)


def _is_clock(field: models.Field[Any, Any]) -> bool:
    return bool(
        getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False)
    )


def _value(field: models.Field[Any, Any], number: int) -> Any:
    match field:
        case models.ForeignKey():
            return make_row(field.related_model)
        case models.AutoField() | models.BigAutoField():
            return None
        case _ if field.choices:
            return next(iter(field.choices))[0]
        case models.EmailField():
            return f"person{number}@desk.example"
        case models.SlugField() | models.CharField() | models.TextField():
            return f"text {number}".replace(" ", "-")[: field.max_length or 20]
        case models.FileField():
            return f"files/{number}"
        case models.IntegerField():
            return number
        case models.BooleanField():
            return False
        case models.DateTimeField():
            return timezone.now()
        case models.UUIDField():
            return uuid.uuid4()
        case models.BinaryField():
            return b"content"
        case models.GenericIPAddressField():
            return "192.0.2.7"
        case models.JSONField():
            return {}
        case _:
            pass
    raise AssertionError(f"no value for {field}")
