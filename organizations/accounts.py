"""What the account pages of django-allauth say in our words, and what they do not allow."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # it has no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            _(
                "No account has this e-mail address and password. Check both; "
                "the password tells capital from small letters."
            )
        ),
        "email_taken": (
            _("This e-mail address has an account already. Sign in instead.")
        ),
        "account_inactive": _("This account is switched off. Ask your office's owner."),
        "too_many_login_attempts": (
            _("Too many wrong passwords. Wait five minutes, or reset the password.")
        ),
    }
