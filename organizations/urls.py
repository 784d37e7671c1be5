"""Addresses of sign-up, sign-in and sign-out."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from organizations import token_views
from organizations.forms import SignInForm
from organizations.views import sign_up_page

urlpatterns = [
    path("sign-up/", sign_up_page, name="sign_up"),
    path(
        "sign-in/",
        LoginView.as_view(
            template_name="organizations/account_sign_in.html",
            authentication_form=SignInForm,
            redirect_authenticated_user=True,
        ),
        name="sign_in",
    ),
    path("tokens/", token_views.token_list, name="token_list"),
    path(
        "tokens/<uuid:token_id>/revoke/", token_views.token_revoke, name="token_revoke"
    ),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
]
