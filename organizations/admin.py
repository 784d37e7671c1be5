"""People and offices on the operator's desk; what an office uses is added in jobs."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from allauth.account.admin import EmailAddressAdmin as AllauthEmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.mfa.admin import AuthenticatorAdmin as AllauthAuthenticatorAdmin
from allauth.mfa.models import Authenticator
from allauth.usersessions.admin import UserSessionAdmin as AllauthUserSessionAdmin
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

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
from organizations.services import restore_organization, suspend_organization
from project.desk import DeskAdmin, HistoryAdmin, HistoryInline


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
    list_filter = ("is_active", "is_staff", "is_superuser")
    readonly_fields = ("last_login", "date_joined")
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # people end their accounts themselves; what they did stays theirs


class MembershipInline(HistoryInline):
    model = Membership
    fields = ("user", "role", "joined_at")
    related = ("user", "organization")


class OrganizationAdmin(DeskAdmin[Organization]):
    """Offices are founded and closed by their people; the operator suspends and restores."""

    list_display: Any = ("name", "plan", "owner", "is_active", "created_at")
    list_filter = ("is_active", "plan", "created_at")
    list_select_related = ("owner",)
    search_fields = ("name", "slug", "owner__email", "=id")
    date_hierarchy = "created_at"
    fields: ClassVar[Any] = (
        "name",
        "slug",
        "owner",
        "plan",
        "retention_days",
        "is_active",
        "suspension_reason",
        "closed_at",
        "created_at",
    )
    inlines = (MembershipInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(
        self, request: HttpRequest, obj: Organization | None = None
    ) -> tuple[str, ...]:
        fixed = ("slug", "owner", "closed_at", "created_at")
        return (*fixed, "is_active") if obj and obj.closed_at else fixed

    def save_model(
        self, request: HttpRequest, obj: Organization, form: Any, change: bool
    ) -> None:
        operator, changed = cast(User, request.user), set(form.changed_data)
        # What the services write is not written here.
        others = changed - {"is_active"}
        if others:
            obj.save(update_fields=[*sorted(others), "updated_at"])
        if "is_active" in changed and obj.is_active:
            restore_organization(office=obj, operator=operator)
        elif "is_active" in changed:
            suspend_organization(
                office=obj, operator=operator, reason=obj.suspension_reason
            )
        if others - {"suspension_reason"}:
            after = {name: form.cleaned_data[name] for name in sorted(others)}
            record_for(obj, operator, Deed.OFFICE_CHANGED, obj, after=after)


@admin.register(Membership)
class MembershipAdmin(HistoryAdmin):
    list_display = ("user", "organization", "role", "joined_at")
    list_filter = ("role", "joined_at")
    list_select_related = ("user", "organization")
    search_fields = ("user__email", "organization__name")


@admin.register(ApiToken)
class ApiTokenAdmin(HistoryAdmin):
    """Seen and revoked; nobody makes one for somebody else, and no page has its hash."""

    list_display = (
        "prefix",
        "name",
        "user",
        "organization",
        "can_write",
        "last_used_at",
        "revoked_at",
    )
    list_filter = (
        "can_write",
        "created_at",
        ("revoked_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("user", "organization")
    search_fields = ("prefix", "name", "user__email", "organization__name")
    exclude = ("digest",)
    actions = ("revoke_selected",)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organizations.change_apitoken")

    @admin.action(description="Revoke the selected tokens", permissions=["revoke"])
    def revoke_selected(
        self, request: HttpRequest, queryset: QuerySet[ApiToken]
    ) -> None:
        _end(self, request, queryset, Deed.TOKEN_REVOKED)


@admin.register(Invitation)
class InvitationAdmin(HistoryAdmin):
    """Seen and taken back, never made here: only the link opens one, and nobody keeps it."""

    list_display = (
        "email",
        "organization",
        "role",
        "invited_by",
        "created_at",
        "expires_at",
        "accepted_at",
        "revoked_at",
    )
    list_filter = ("role", "created_at", ("accepted_at", admin.EmptyFieldListFilter))
    list_select_related = ("organization", "invited_by")
    search_fields = ("email", "organization__name", "invited_by__email")
    exclude = ("digest",)
    actions = ("take_back_selected",)

    def has_take_back_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("organizations.change_invitation")

    @admin.action(
        description="Take back the selected invitations", permissions=["take_back"]
    )
    def take_back_selected(
        self, request: HttpRequest, queryset: QuerySet[Invitation]
    ) -> None:
        _end(self, request, queryset.filter(accepted_at=None), Deed.INVITATION_REVOKED)


def _end(
    desk: admin.ModelAdmin[Any],
    request: HttpRequest,
    rows: QuerySet[ApiToken] | QuerySet[Invitation],
    deed: Deed,
) -> None:
    """Revokes what is still open, each recorded in its office as the operator's doing."""
    count = 0
    for row in rows.filter(revoked_at=None).select_related("organization"):
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        record_for(row.organization, cast(User, request.user), deed, row)
        count += 1
    desk.message_user(request, f"{count} revoked.", messages.SUCCESS)


@admin.register(AuditEvent)
class AuditEventAdmin(HistoryAdmin):
    """Read only: what was done was done."""

    list_display = ("at", "organization", "user", "deed", "about", "address")
    list_filter = ("deed", "at")
    list_select_related = ("organization", "user")
    search_fields = ("about", "user__email", "organization__name", "address")


admin.site.unregister([EmailAddress, Authenticator, UserSession])


@admin.register(EmailAddress)
class EmailAddressAdmin(HistoryAdmin, AllauthEmailAddressAdmin):  # type: ignore[misc]
    """allauth's, with its action that takes an address for verified."""

    list_select_related = ("user",)


@admin.register(Authenticator)
class AuthenticatorAdmin(HistoryAdmin, AllauthAuthenticatorAdmin):  # type: ignore[misc]
    """Second factors, without their secrets; one that was lost is deleted here."""

    exclude = ("data",)
    list_select_related = ("user",)
    search_fields = ("user__email",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


@admin.register(UserSession)
class UserSessionAdmin(HistoryAdmin, AllauthUserSessionAdmin):  # type: ignore[misc]
    """Where people are signed in, without the key that would let in the operator too."""

    exclude = ("session_key", "data")
    list_select_related = ("user",)
    list_filter = ("created_at", "last_seen_at")
    search_fields = ("user__email", "ip")
