"""django-allauth's forms with our labels, and without texts that vanish when one types."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SignupForm,
)
from allauth.mfa.base.forms import AuthenticateForm as SecondFactorForm
from allauth.mfa.base.forms import ReauthenticateForm as SecondFactorAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

LABELS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "oldpassword": _("Password so far"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
    "code": _("Code of the app, or a recovery code"),
}
# What the validators of the settings ask, in one line instead of four.
HINT_OF_A_NEW_ONE = _(
    "At least 8 characters, not digits alone, nothing common, not like your name."
)


# What django-allauth says on the way in and out and has in no catalogue of Telugu.
OF_THE_LIBRARY = (
    gettext_noop("Successfully signed in as %(name)s."),
    gettext_noop("You have signed out."),
    gettext_noop("Password successfully changed."),
    gettext_noop("Signed out of all other sessions."),
    gettext_noop("Forgot your password?"),
    gettext_noop("Remember Me"),
)


class OurWords(forms.Form):
    labels = LABELS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            if name == "password1":
                field.help_text = HINT_OF_A_NEW_ONE


class OurLoginForm(OurWords, LoginForm):  # type: ignore[misc]  # it has no types
    pass


class OurSignupForm(OurWords, SignupForm):  # type: ignore[misc]  # as above
    labels = LABELS | {"password1": _("Password")}


class OurAddEmailForm(OurWords, AddEmailForm):  # type: ignore[misc]  # as above
    pass


class OurChangePasswordForm(OurWords, ChangePasswordForm):  # type: ignore[misc]  # as above
    pass


class OurResetPasswordForm(OurWords, ResetPasswordForm):  # type: ignore[misc]  # as above
    pass


class OurResetPasswordKeyForm(OurWords, ResetPasswordKeyForm):  # type: ignore[misc]  # as above
    pass


class OurReauthenticateForm(OurWords, ReauthenticateForm):  # type: ignore[misc]  # as above
    pass


class OurSecondFactorForm(OurWords, SecondFactorForm):  # type: ignore[misc]  # as above
    pass


class OurSecondFactorAgainForm(OurWords, SecondFactorAgainForm):  # type: ignore[misc]  # as above
    pass


class OurActivateTOTPForm(OurWords, ActivateTOTPForm):  # type: ignore[misc]  # as above
    labels = LABELS | {"code": _("Six digits that the app shows")}
