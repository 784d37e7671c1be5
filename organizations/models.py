"""User, Organization and Membership, and the base of every model that belongs to an office."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models

from organizations.domain.deeds import Deed
from organizations.domain.roles import Permission, Role, can_permission
from organizations.managers import AuditIsFinal, AuditQuerySet, OrgScopedManager


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, **extra: Any
    ) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **extra: Any) -> User:
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **extra
        )

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person, known by e-mail address."""

    username = None  # type: ignore[assignment]  # the e-mail address is the name
    email = models.EmailField("e-mail address", unique=True)
    language = models.CharField(
        max_length=10, blank=True, help_text="Of pages and mail; empty: none chosen."
    )

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class Organization(models.Model):
    """An office: the wall around its files, jobs and people."""

    class Plan(models.TextChoices):
        FREE = "free"
        STARTER = "starter"
        PROFESSIONAL = "professional"
        ENTERPRISE = "enterprise"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=220, unique=True)
    plan = models.CharField(max_length=20, choices=Plan, default=Plan.FREE)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned_organizations"
    )
    is_active = models.BooleanField(
        default=True, help_text="Without it nobody of the office can work: suspended."
    )
    suspension_reason = models.CharField(
        max_length=300, blank=True, help_text="Shown to the people of the office."
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    metadata = models.JSONField(default=dict, blank=True)
    retention_days = models.PositiveIntegerField(default=30)
    last_job_number = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    # What addresses name it by: not to be guessed.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships"
    )
    role = models.CharField(
        max_length=10, choices=[(role.value, role.value) for role in Role]
    )
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"], name="one_membership_per_user"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.organization} as {self.role}"

    def can(self, permission: Permission) -> bool:
        return can_permission(Role(self.role), permission)

    @property
    def may_make(self) -> bool:
        """For pages: whether they offer to make something."""
        return self.can(Permission.RUN_OWN_JOBS)


class OrgOwnedModel(models.Model):
    """A row that belongs to one office and is found only through it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")

    # The default manager stays unscoped: Django's own machinery (related rows, the
    # admin, validation) reaches rows through it. Our code says `objects`.
    objects = OrgScopedManager()
    all_orgs = models.Manager()  # noqa: DJ012 - a manager too, not a field

    class Meta:
        abstract = True
        base_manager_name = "all_orgs"
        default_manager_name = "all_orgs"


class ApiToken(OrgOwnedModel):
    """A person's key to the API for one office; only its hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(max_length=100, help_text="What it is used for.")
    prefix = models.CharField(max_length=12, help_text="Its beginning, to know it by.")
    digest = models.CharField(max_length=64, unique=True)
    can_write = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgOwnedModel.Meta):
        verbose_name = "API token"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"


class Invitation(OrgOwnedModel):
    """A door into the office that opens once; only the hash of its key is kept."""

    email = models.EmailField(
        "e-mail address", blank=True, help_text="Empty: whoever has the link."
    )
    role = models.CharField(
        max_length=10,
        choices=[(r.value, r.value) for r in Role if r is not Role.OWNER],
        default=Role.MEMBER.value,
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations_made"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations_accepted",
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgOwnedModel.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.email or 'a link'} as {self.role}"


AuditManager = OrgScopedManager.from_queryset(AuditQuerySet)
AllAuditManager = models.Manager.from_queryset(AuditQuerySet)


class AuditEvent(OrgOwnedModel):
    """Who did what, when and from where. Written once; nobody changes or deletes one."""

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="deeds",
        help_text="Empty: Worksbill itself.",
    )
    deed = models.CharField(max_length=40, choices=[(d.value, d.label) for d in Deed])
    about = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)
    address = models.GenericIPAddressField(null=True)

    objects = AuditManager()  # type: ignore[misc]  # narrower than the base's
    all_orgs = AllAuditManager()  # type: ignore[misc]

    class Meta(OrgOwnedModel.Meta):
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["organization", "-at"], name="audit_by_office"),
        ]

    def __str__(self) -> str:
        return f"{Deed(self.deed).label}: {self.about}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AuditIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AuditIsFinal
