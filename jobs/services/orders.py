"""How a job is ordered by a program: each app says which inputs its kinds take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jobs.domain.outcomes import JobType
from jobs.models import Job, Upload
from organizations.models import Membership

# Called with who orders, the stored file if one was named, the inputs as they were sent,
# and the key that makes a repeated order one job.
Order = Callable[[Membership, Upload | None, Mapping[str, Any], str], Job]

_orders: dict[JobType, Order] = {}


class OrderRefused(Exception):
    """The inputs are not those of the kind; the message says which and why."""

    code = "order_refused"


def takes_orders(job_type: JobType) -> Callable[[Order], Order]:
    """Makes the function the way to order jobs of the kind.

    It raises OrderRefused, and is handed in from `AppConfig.ready`.
    """

    def declare(order: Order) -> Order:
        _orders[job_type] = order
        return order

    return declare


def order_job(
    *,
    actor: Membership,
    job_type: str,
    upload: Upload | None,
    inputs: Mapping[str, Any],
    key: str,
) -> Job:
    """Raises: OrderRefused, RoleTooLow."""
    try:
        order = _orders[JobType(job_type)]
    except ValueError:
        kinds = ", ".join(kind.value for kind in JobType)
        raise OrderRefused(
            f"{job_type} is no kind of job. There are: {kinds}."
        ) from None
    except KeyError:
        kinds = ", ".join(sorted(kind.value for kind in _orders))
        raise OrderRefused(
            f"Jobs of the kind {job_type} cannot be ordered here. These can: {kinds}."
        ) from None
    return order(actor, upload, inputs, key)


def need_upload(upload: Upload | None) -> Upload:
    """Raises: OrderRefused."""
    if upload is None:
        raise OrderRefused("upload_id is missing: the workbook to work on.")
    return upload
