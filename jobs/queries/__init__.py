"""Jobs as the pages and the status API show them; nothing here changes a row."""

from jobs.queries.files import (
    has_left_nothing,
    list_batch,
    list_stored,
    tabulate_jobs,
)
from jobs.queries.finding import (
    count_ahead,
    find_job_organization,
    get_job,
    get_job_view,
    get_output,
    get_panel_view,
    get_upload,
    jobs_of,
    list_jobs,
    list_made,
    list_made_from,
    list_outputs_of,
    list_running,
    list_uploads,
)
from jobs.queries.freshness import format_elapsed
from jobs.queries.job_view import JobView
from jobs.queries.status import describe_status

__all__ = [
    "JobView",
    "count_ahead",
    "describe_status",
    "find_job_organization",
    "format_elapsed",
    "get_job",
    "get_job_view",
    "get_output",
    "get_panel_view",
    "get_upload",
    "has_left_nothing",
    "jobs_of",
    "list_batch",
    "list_jobs",
    "list_made",
    "list_made_from",
    "list_outputs_of",
    "list_running",
    "list_stored",
    "list_uploads",
    "tabulate_jobs",
]
