"""Every address of the project."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from project import health, metrics, styleguide

# The desk is entered through the same door as everything else: slowed down after wrong
# passwords, and with the second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.enable_nav_sidebar = False  # the lists need the room
admin.site.site_header = admin.site.site_title = "Worksbill desk"

handler400 = "project.faults.bad_request"
handler500 = "project.faults.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("admin/", admin.site.urls),
    path("", include("organizations.urls")),
    path("", include("bills.urls")),
    path("documents/", include("documents.urls")),
    path("", include("jobs.urls")),
]
