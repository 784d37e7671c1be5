"""Every address of the project."""

from django.contrib import admin
from django.urls import include, path

from project import health, metrics

admin.site.site_header = admin.site.site_title = "Worksbill desk"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("admin/", admin.site.urls),
    path("accounts/", include("organizations.urls")),
    path("", include("bills.urls")),
    path("documents/", include("documents.urls")),
    path("", include("jobs.urls")),
]
