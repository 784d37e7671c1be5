"""Who may submit jobs and who may control which."""

from __future__ import annotations

from jobs.models import Job
from organizations.domain.roles import Permission, Role, check_permission
from organizations.models import Membership


def check_may_control(job: Job, actor: Membership) -> None:
    """Raises: RoleTooLow, unless the job is the member's own or the role reaches further."""
    own = job.user_id == actor.user_id
    check_permission(
        Role(actor.role), Permission.RUN_OWN_JOBS if own else Permission.RUN_ALL_JOBS
    )


def check_may_run(actor: Membership) -> None:
    check_permission(Role(actor.role), Permission.RUN_OWN_JOBS)
