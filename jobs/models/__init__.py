"""Uploads, jobs with their events and files, the workers' signs of life; moves between states are the engine's."""

from jobs.models.chores import Chore
from jobs.models.files import OutputFile, Upload, output_path, upload_path
from jobs.models.jobs import FurtherFile, Job, JobEvent
from jobs.models.notices import (
    MailChoice,
    MailNotice,
    Webhook,
    WebhookDelivery,
)
from jobs.models.workers import WorkerBeat

__all__ = [
    "Chore",
    "FurtherFile",
    "Job",
    "JobEvent",
    "MailChoice",
    "MailNotice",
    "OutputFile",
    "Upload",
    "Webhook",
    "WebhookDelivery",
    "WorkerBeat",
    "output_path",
    "upload_path",
]
