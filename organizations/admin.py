"""People and offices on the operator's desk."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.http import HttpRequest

from organizations.audit import record_for
from organizations.domain.deeds import Deed
from organizations.models import (
    ApiToken,
    AuditEvent,
    Invitation,
    Membership,
    Organization,
    User,
)


class UserCreationForm(AdminUserCreationForm):  # type: ignore[type-arg]  # not subscriptable
    class Meta:
        model = User
        fields = ("email",)


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    add_form = UserCreationForm
    ordering = ("email",)
    list_display = ("email", "first_name", "last_name", "is_active", "is_staff")
    search_fields = ("email", "first_name", "last_name")
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        ("Person", {"fields": ("first_name", "last_name")}),
        ("Rights", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "usable_password", "password1", "password2")}),
    )
    readonly_fields = ("last_login", "date_joined")


class MembershipInline(admin.TabularInline[Membership, Organization]):
    model = Membership
    extra = 0
    autocomplete_fields = ("user",)


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin[Organization]):
    list_display = ("name", "slug", "plan", "owner", "is_active", "created_at")
    list_filter = ("plan", "is_active")
    list_select_related = ("owner",)
    search_fields = ("name", "slug", "owner__email")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("owner",)
    readonly_fields = ("last_job_number", "closed_at", "created_at", "updated_at")
    inlines = (MembershipInline,)

    def save_model(
        self, request: HttpRequest, obj: Organization, form: Any, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if "is_active" in form.changed_data:
            deed = Deed.OFFICE_RESTORED if obj.is_active else Deed.OFFICE_SUSPENDED
            operator = cast(User, request.user)
            record_for(obj, operator, deed, obj.suspension_reason or obj)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin[Membership]):
    list_display = ("user", "organization", "role", "joined_at")
    list_filter = ("role",)
    list_select_related = ("user", "organization")
    search_fields = ("user__email", "organization__name")
    autocomplete_fields = ("user", "organization")
    readonly_fields = ("joined_at",)


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin[ApiToken]):
    """Seen and, if need be, deleted; nobody makes one for somebody else."""

    list_display = ("prefix", "name", "user", "organization", "last_used_at")
    list_filter = ("can_write", "created_at")
    list_select_related = ("user", "organization")
    search_fields = ("prefix", "name", "user__email", "organization__name")
    exclude = ("digest",)
    readonly_fields = (
        "user",
        "organization",
        "name",
        "prefix",
        "can_write",
        "expires_at",
        "last_used_at",
        "revoked_at",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin[Invitation]):
    """Seen, never made here: only the link opens one, and nobody keeps the link."""

    list_display = ("email", "organization", "role", "invited_by", "accepted_at")
    list_filter = ("role", "created_at")
    list_select_related = ("organization", "invited_by")
    search_fields = ("email", "organization__name", "invited_by__email")
    exclude = ("digest",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Invitation | None = None
    ) -> bool:
        return False


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin[AuditEvent]):
    """Read only: what was done was done."""

    list_display = ("at", "organization", "user", "deed", "about", "address")
    list_filter = ("deed", "at")
    list_select_related = ("organization", "user")
    search_fields = ("about", "user__email", "organization__name", "address")
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: AuditEvent | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: AuditEvent | None = None
    ) -> bool:
        return False
