"""Addresses of people and offices; those of signing in and up are django-allauth's."""

from django.urls import URLPattern, URLResolver, include, path

from organizations.views import (
    accounts,
    activity,
    invitations,
    language,
    members,
    office,
    tokens,
)

of_accounts: list[URLPattern | URLResolver] = [
    path("profile/", accounts.profile, name="profile"),
    path("delete/", accounts.account_delete, name="account_delete"),
    path("tokens/", tokens.token_list, name="token_list"),
    path("tokens/<uuid:token_id>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("", include("allauth.urls")),
]
of_offices: list[URLPattern | URLResolver] = [
    path("", office.office, name="office"),
    path("change/", office.office_change, name="office_change"),
    path("new/", office.office_new, name="office_new"),
    path("switch/", office.office_switch, name="office_switch"),
    path("leave/", office.office_leave, name="office_leave"),
    path("transfer/", members.office_transfer, name="office_transfer"),
    path("close/", office.office_close, name="office_close"),
    path("activity/", activity.activity, name="activity"),
    path("invitations/", invitations.invitation_make, name="invitation_make"),
    path(
        "invitations/<uuid:invitation_id>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path("members/<uuid:uid>/role/", members.member_role, name="member_role"),
    path("members/<uuid:uid>/remove/", members.member_remove, name="member_remove"),
]
urlpatterns = [
    path("language/", language.language_choose, name="language_choose"),
    path("accounts/", include(of_accounts)),
    path("office/", include(of_offices)),
    path("invitations/<str:text>/", invitations.invitation, name="invitation"),
]
