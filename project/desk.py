"""What the pages of the operator's desk have in common: history is shown there, never changed."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)


class BoundedPaginator(Paginator[Any]):
    """Counts no further than anybody turns pages; who looks for older rows searches."""

    most = 10_000

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        if not isinstance(rows, QuerySet):
            return len(rows)
        return int(rows.order_by()[: self.most].count())


class DeskAdmin(admin.ModelAdmin[M]):
    """A list that costs the same with a hundred rows and with a hundred thousand."""

    show_full_result_count = False
    paginator = BoundedPaginator
    list_per_page = 50


class _Unchangeable:
    """Nothing can be added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class HistoryAdmin(_Unchangeable, DeskAdmin[Any]):
    """Seen, searched and filtered, never edited; `exclude` names what nobody needs to see."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Also those that no form would show, as the times of the row."""
        hidden = self.get_exclude(request, obj) or ()
        fields = self.model._meta.fields
        return [field.name for field in fields if field.name not in hidden]


class HistoryInline(_Unchangeable, admin.TabularInline[Any, Any]):
    """What belongs to the row, shown below it; `related` is fetched along."""

    extra = 0
    can_delete = False
    related: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields or ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = super().get_queryset(request)
        return found.select_related(*self.related) if self.related else found
