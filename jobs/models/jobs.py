"""A job, the files it works on besides its first, and its history."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from jobs.domain.outcomes import JobType
from jobs.domain.states import ACTIVE, FINAL, JobStatus
from jobs.models.files import Upload
from organizations.models import OrgOwnedModel


class Job(OrgOwnedModel):
    """One piece of background work. This row is the truth; the broker only wakes workers."""

    class Priority(models.IntegerChoices):
        INTERACTIVE = 0  # somebody waits for it
        BATCH = 1

    class AfterFile(models.TextChoices):
        PAUSE = "pause"
        STOP = "stop"

    number = models.PositiveIntegerField(help_text="Counts the office's jobs.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs"
    )
    upload = models.ForeignKey(
        Upload, models.PROTECT, null=True, blank=True, related_name="jobs"
    )
    source_output = models.ForeignKey(
        "jobs.OutputFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="used_by",
        help_text="The made file that this job works on, when it is not an upload.",
    )
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="retries",
        help_text="The earlier attempt that this job repeats.",
    )
    job_type = models.CharField(
        max_length=40, choices=[(kind.value, kind.value) for kind in JobType]
    )
    status = models.CharField(
        max_length=10,
        choices=[(status.value, status.value) for status in JobStatus],
        default=JobStatus.QUEUED.value,
    )
    task_id = models.CharField(max_length=64, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    current_step = models.CharField(max_length=200, default="Queued")
    plan = models.JSONField(
        default=list, blank=True, help_text="The steps that the work expects to take."
    )
    result = models.JSONField(
        default=dict,
        blank=True,
        help_text="Inputs under `metadata`, then what was made.",
    )
    error_message = models.TextField(blank=True)
    error_log = models.JSONField(default=list, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    cancel_requested = models.BooleanField(default=False)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    after_file = models.CharField(
        max_length=10,
        choices=AfterFile,
        blank=True,
        help_text="What a batch is asked to do when its current file is done.",
    )
    kept = models.JSONField(
        default=list,
        blank=True,
        help_text="What came of the files of a batch that are done already.",
    )
    priority = models.PositiveSmallIntegerField(
        choices=Priority, default=Priority.INTERACTIVE
    )

    attempt = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=4)
    # Who holds the job: every write of a run is conditional on it, so that a worker
    # which lost the job cannot touch it any more.
    lease_owner = models.CharField(max_length=100, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    idempotency_key = models.CharField(max_length=64)
    fingerprint = models.CharField(
        max_length=64, help_text="Hash of the kind, the files and the inputs."
    )
    engine_version = models.CharField(max_length=40, blank=True)
    template_version = models.CharField(
        max_length=200,
        blank=True,
        help_text=(
            "What it is filled from. A default template has the version of the engine."
        ),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="When its person was shown how it ended."
    )
    dismissed_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was taken out of the history."
    )
    search_text = models.TextField(
        blank=True, help_text="What the history is searched for, in small letters."
    )
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["organization", "-created_at"]),
            models.Index(fields=["organization", "status", "-created_at"]),
            models.Index(fields=["organization", "user", "-created_at"]),
            models.Index(fields=["status", "created_at"]),
            models.Index(fields=["status", "organization", "priority", "created_at"]),
            # The operator's desk, which looks at all offices at once.
            models.Index(fields=["-created_at", "-id"]),
            models.Index(fields=["job_type", "-created_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "number"], name="job_number_per_office"
            ),
            models.UniqueConstraint(
                fields=["organization", "idempotency_key"], name="one_job_per_submit"
            ),
            models.UniqueConstraint(
                fields=["organization", "fingerprint"],
                condition=Q(status__in=sorted(ACTIVE)),
                name="one_unfinished_job_per_input",
            ),
        ]

    def __str__(self) -> str:
        return f"Job {self.number}"

    @property
    def state(self) -> JobStatus:
        return JobStatus(self.status)

    @property
    def is_final(self) -> bool:
        return self.state in FINAL


class FurtherFile(models.Model):
    """A file that a job works on besides its first one: the workslip, or more of a batch."""

    class Purpose(models.TextChoices):
        WORKSLIP = "workslip"  # brings the bills of the first file up to date
        BATCH = "batch"  # is worked on like the first file

    job = models.ForeignKey(Job, models.CASCADE, related_name="further_files")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="further_jobs")
    purpose = models.CharField(max_length=10, choices=Purpose)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "position"], name="one_further_file_per_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.upload}"


class JobEvent(models.Model):
    """One line of a job's history. Rows are added, never changed."""

    class Kind(models.TextChoices):
        CREATED = "created"
        STARTED = "started"
        STEP = "step"
        RETRY = "retry"
        PAUSE_REQUESTED = "pause_requested"
        PAUSED = "paused"
        RESUMED = "resumed"
        CANCEL_REQUESTED = "cancel_requested"
        CANCELLED = "cancelled"
        COMPLETED = "completed"
        FAILED = "failed"
        DOWNLOADED = "downloaded"
        DELETED = "deleted"

    job = models.ForeignKey(Job, models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty when the engine did it.",
    )
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.text}".strip()
