"""The job engine: sending, running, cancelling and recovering jobs; what a job makes is the apps' own.

The Job row is the truth and every write of a run is conditional on holding it. A message
carries only the job's id and may come late, twice or never.
"""

from jobs.engine.broker import BrokerUnreachable, broker_note
from jobs.engine.cancelling import CancelOutcome, request_cancel
from jobs.engine.child import TookTooLong, run_briefly, run_in_child
from jobs.engine.chores import chore, do_chore, wake_chore
from jobs.engine.execution import STOPS
from jobs.engine.listeners import on_job_end
from jobs.engine.pausing import (
    is_batch,
    request_pause,
    request_stop_after_file,
    resume,
)
from jobs.engine.registry import job_actor
from jobs.engine.run import (
    JobRun,
    StoredFile,
    WorkerStopping,
)
from jobs.engine.sending import enqueue_on_commit
from jobs.engine.storing import (
    STORAGE_FAULTS,
    StorageUnavailable,
    asking_the_store,
)
from jobs.engine.sweeping import (
    SweepCounts,
    keep_sweeping,
    queue_answers,
    release_worker,
    sweep,
    worker_is_alive,
)
from jobs.engine.working import become_worker, start_in_process_worker

__all__ = [
    "STOPS",
    "STORAGE_FAULTS",
    "BrokerUnreachable",
    "CancelOutcome",
    "JobRun",
    "StorageUnavailable",
    "StoredFile",
    "SweepCounts",
    "TookTooLong",
    "WorkerStopping",
    "asking_the_store",
    "become_worker",
    "broker_note",
    "chore",
    "do_chore",
    "enqueue_on_commit",
    "is_batch",
    "job_actor",
    "keep_sweeping",
    "on_job_end",
    "queue_answers",
    "release_worker",
    "request_cancel",
    "request_pause",
    "request_stop_after_file",
    "resume",
    "run_briefly",
    "run_in_child",
    "start_in_process_worker",
    "sweep",
    "wake_chore",
    "worker_is_alive",
]
