"""What the pages of the operator's desk have in common: history is shown there, never changed."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
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
        if len(self._first_keys) <= self.per_page:
            return len(self._first_keys)  # a search for few rows is not done twice
        return int(rows.order_by()[: self.most].count())

    def keys_of(self, number: int) -> list[Any]:
        """Of the rows of a page, in their order."""
        begin = (number - 1) * self.per_page
        end = min(begin + self.per_page, self.count)
        return self._keys(begin, end) if begin else self._first_keys[:end]

    @cached_property
    def _first_keys(self) -> list[Any]:
        """Of the first page, and of one row more when there is one."""
        return self._keys(0, self.per_page + 1)

    def _keys(self, begin: int, end: int) -> list[Any]:
        rows = cast("QuerySet[Any]", self.object_list)
        return list(rows.values_list("pk", flat=True)[begin:end])


class DeskList(ChangeList):
    """Finds the keys of a page first and fetches its rows by nothing else.

    The database then neither joins, sorts nor filters whole rows that are not shown.
    """

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if self.multi_page and self.show_all and self.can_show_all:
            return
        keys = self.paginator.keys_of(self.page_num)
        # Large fields stay out; what is done to ticked rows still reads them whole.
        large = cast(DeskAdmin[Any], self.model_admin).list_defer
        rows = self.root_queryset.filter(pk__in=keys).defer(*large)
        order = self.queryset.query.order_by
        self.result_list = self.apply_select_related(rows).order_by(*order)


class DeskAdmin(admin.ModelAdmin[M]):
    """A list that costs the same with a hundred rows and with a hundred thousand.

    `list_defer` names the large fields that the list does not show.
    """

    show_full_result_count = False
    paginator = BoundedPaginator
    list_per_page = 50
    list_defer: tuple[str, ...] = ()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskList


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
