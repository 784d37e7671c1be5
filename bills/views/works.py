"""The register of works: its list, and the page of a work with its bills and their papers."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bills.queries.works import WorkView, get_work, list_works
from organizations.http import OrgHttpRequest, org_view

PAGE = 25


@require_safe
@never_cache
@org_view()
def work_list(request: OrgHttpRequest) -> HttpResponse:
    text = request.GET.get("text", "").strip()[:100]
    page = Paginator(list_works(request.org, text), PAGE).get_page(
        request.GET.get("page")
    )
    works = [WorkView(work) for work in page]
    context = {"works": works, "page": page, "text": text}
    return render(request, "bills/work_list.html", context)


@require_safe
@never_cache
@org_view()
def work_detail(request: OrgHttpRequest, work_id: UUID) -> HttpResponse:
    work = get_work(organization=request.org, work_id=work_id)
    return render(request, "bills/work_detail.html", {"work": work})
