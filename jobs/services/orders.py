"""How a job is ordered by a program: each app says which inputs its kinds take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from django.core.files.base import File

from jobs.domain.outcomes import JobType
from jobs.engine import asking_the_store
from jobs.models import Job, Upload
from jobs.services.file_kinds import FileOfWrongKind, Wanted, check_kind
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
        raise OrderRefused(f"{job_type} is no kind of job. {_name_kinds()}") from None
    except KeyError:
        raise OrderRefused(
            f"This installation cannot do jobs of the kind {job_type}. {_name_kinds()}"
        ) from None
    return order(actor, upload, inputs, key)


def _name_kinds() -> str:
    return f"These can be ordered: {', '.join(sorted(_orders))}."


def refuse_unknown(inputs: Iterable[str], known: Iterable[str]) -> None:
    """Raises: OrderRefused, which names the first input that the kind does not take."""
    unknown = sorted(set(inputs) - set(known))
    if unknown:
        raise OrderRefused(f"{unknown[0]}: there is no such input.")


def need_upload(upload: Upload | None, wanted: Wanted) -> Upload:
    """Raises: OrderRefused, also for a file that the kind of job cannot read; StorageUnavailable."""
    if upload is None:
        raise OrderRefused("upload_id is missing: the file to work on.")
    # What is gone from the store is told by the job.
    with (
        asking_the_store(),
        suppress(FileNotFoundError),
        upload.file.open("rb") as stored,
    ):
        _check_kind(File(stored, upload.filename), wanted)
    return upload


def _check_kind(file: File[bytes], wanted: Wanted) -> None:
    """Raises: OrderRefused."""
    try:
        check_kind(file, wanted)
    except FileOfWrongKind as error:
        raise OrderRefused(f"upload_id: {error}") from None
