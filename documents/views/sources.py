"""The bills of the office that a format may take its values from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.domain.outcomes import FileType, JobType
from jobs.queries import list_made
from organizations.http import OrgHttpRequest

if TYPE_CHECKING:
    from jobs.models import OutputFile

MOST_BILLS = 50


def list_bills(request: OrgHttpRequest) -> list[tuple[str, str]]:
    """The newest made bills as choices of a form."""
    made = list_made(
        request.org, JobType.GENERATE_BILL, FileType.EXCEL, most=MOST_BILLS
    )
    return [
        (str(output.pk), f"{output.filename}, job {output.job.number}: {_name(output)}")
        for output in made
    ]


def _name(output: OutputFile) -> str:
    works = output.job.result.get("works") or [{}]
    fields = works[0].get("fields", {})
    return f"{works[0].get('title', '')} {fields.get('name_of_work', '')}".strip()[:90]
