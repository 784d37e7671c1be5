"""Addresses of home, the register of works and making bills."""

from django.urls import include, path

from bills.views import (
    home,
    layouts,
    reading_bill,
    reading_corrections,
    readings,
    works,
)
from bills.views.new_bill import new_bill, sample_estimate

bill_patterns = [
    path("new/", new_bill, name="bill_new"),
    path("sample-bill/", home.sample_bill, name="sample_bill"),
    path("sample-estimate/", sample_estimate, name="sample_estimate"),
    path("layouts/", layouts.layout_list, name="layout_list"),
    path(
        "layouts/<slug:signature>/forget/", layouts.layout_forget, name="layout_forget"
    ),
    path(
        "readings/of-job/<uuid:job_id>/",
        readings.reading_start_from_job,
        name="reading_start_from_job",
    ),
    path("readings/<uuid:reading_id>/", readings.reading_detail, name="reading_detail"),
    path(
        "readings/<uuid:reading_id>/fragment/",
        readings.reading_fragment,
        name="reading_fragment",
    ),
    path(
        "readings/<uuid:reading_id>/read/", readings.reading_read, name="reading_read"
    ),
    path(
        "readings/<uuid:reading_id>/bill/",
        reading_bill.reading_bill,
        name="reading_bill",
    ),
    path(
        "readings/<uuid:reading_id>/<int:sheet>/kind/",
        reading_corrections.reading_kind,
        name="reading_kind",
    ),
    path(
        "readings/<uuid:reading_id>/<int:sheet>/columns/",
        reading_corrections.reading_columns,
        name="reading_columns",
    ),
    path(
        "readings/<uuid:reading_id>/<int:sheet>/fields/",
        reading_corrections.reading_fields,
        name="reading_fields",
    ),
    path(
        "readings/<uuid:reading_id>/<int:sheet>/rows/<int:row>/",
        reading_corrections.reading_row,
        name="reading_row",
    ),
    path(
        "readings/<uuid:reading_id>/<int:sheet>/undo/",
        reading_corrections.reading_undo,
        name="reading_undo",
    ),
    path(
        "readings/<uuid:reading_id>/<int:sheet>/forget/",
        reading_corrections.reading_forget,
        name="reading_forget",
    ),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("works/", works.work_list, name="work_list"),
    path("works/<uuid:work_id>/", works.work_detail, name="work_detail"),
    path("bills/", include(bill_patterns)),
]
