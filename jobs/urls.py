"""Addresses of jobs, their files and the status API."""

from django.urls import include, path

from jobs.views import actions, archive, files, fragments, history, notices, pages

urlpatterns = [
    path("jobs/", history.job_list, name="job_list"),
    path("jobs/bulk/", history.job_bulk, name="job_bulk"),
    path("jobs/running/", fragments.running_jobs, name="running_jobs"),
    path("jobs/<uuid:job_id>/", pages.job_detail, name="job_detail"),
    path("jobs/<uuid:job_id>/fragment/", fragments.job_fragment, name="job_fragment"),
    path("jobs/<uuid:job_id>/cancel/", actions.job_cancel, name="job_cancel"),
    path("jobs/<uuid:job_id>/retry/", actions.job_retry, name="job_retry"),
    path("jobs/<uuid:job_id>/files.zip", archive.job_zip, name="job_zip"),
    *(
        path(
            f"jobs/<uuid:job_id>/{deed}/",
            actions.job_control,
            {"deed": deed},
            name=f"job_{deed.replace('-', '_')}",
        )
        for deed in actions.DEEDS
    ),
    path("uploads/<uuid:upload_id>/", files.upload_download, name="upload_download"),
    path(
        "api/outputs/<uuid:output_id>/download/",
        files.output_download,
        name="output_download",
    ),
    path("notices/", notices.notices, name="notices"),
    path("notices/webhooks/", notices.webhook_add, name="webhook_add"),
    path(
        "notices/webhooks/<uuid:hook_id>/",
        notices.webhook_change,
        name="webhook_change",
    ),
    path(
        "notices/messages/<uuid:message_id>/",
        notices.delivery_again,
        name="delivery_again",
    ),
    path("api/", include("jobs.api.urls")),
]
