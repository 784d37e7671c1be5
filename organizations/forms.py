"""What the sign-up form asks besides the e-mail address and the password, and the forms of an account."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from organizations.domain.deeds import Deed
from organizations.domain.roles import Role
from organizations.models import Membership, Organization, User
from organizations.services import create_personal_organization


class OfficeOfSignUpForm(forms.Form):
    """The base of allauth's sign-up form."""

    office = forms.CharField(
        label=_("Name of your office"),
        required=False,
        max_length=180,
        help_text=_("For example: R&B Sub-Division, Warangal. You can leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    field_order = ["email", "office", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        user.language = get_language() or ""  # mail to them speaks it too
        user.save(update_fields=["language"])
        create_personal_organization(user=user, name=self.cleaned_data["office"])


class LanguageForm(forms.Form):
    """The language of the interface."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["first_name", "last_name"]
        help_texts = {
            "first_name": _("Shown beside your jobs, to the people of your office.")
        }


ROLE_TEXTS = {
    Role.VIEWER: _("Viewer: sees the jobs and downloads their files"),
    Role.MEMBER: _(
        "Member: uploads, makes bills and papers, cancels and repeats own jobs"
    ),
    Role.ADMIN: _("Admin: all of that for everybody's jobs; people, formats, webhooks"),
}
ROLE_CHOICES = [(role.value, text) for role, text in ROLE_TEXTS.items()]


class RoleForm(forms.Form):
    role = forms.TypedChoiceField(choices=ROLE_CHOICES, coerce=Role)


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_(
            "The link is sent there and opens only for this address. Leave it "
            "empty for a link that you pass on yourself."
        ),
    )
    role = forms.TypedChoiceField(
        label=_("They may work as"),
        choices=ROLE_CHOICES,
        coerce=Role,
        initial=Role.MEMBER.value,
        widget=forms.RadioSelect,
    )


class NewOfficeForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the office"),
        max_length=180,
        help_text=_("For example: R&B Sub-Division, Warangal."),
        error_messages={"required": _("Write the name of the office.")},
    )


class OfficeForm(forms.ModelForm[Organization]):
    class Meta:
        model = Organization
        fields = ["name", "retention_days"]
        labels = {
            "name": _("Name of the office"),
            "retention_days": _("Days that made files are kept"),
        }
        help_texts = {
            "retention_days": _(
                "Afterwards the files are deleted; the job stays listed."
            )
        }
        error_messages = {
            "name": {"unique": _("Another office has this name. Choose a longer one.")}
        }

    def clean_retention_days(self) -> int:
        days = int(self.cleaned_data["retention_days"])
        if not 1 <= days <= 3650:
            raise forms.ValidationError(
                gettext("Give a number of days from 1 to 3650.")
            )
        return days


class PasswordForm(forms.Form):
    """Asks for the password of the person, before what cannot be undone."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        error_messages={"required": _("Write your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, data: dict[str, str] | None = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(gettext("This is not your password."))
        return password


class TransferForm(PasswordForm):
    to = forms.ChoiceField(label=_("New owner"))
    field_order = ["to", "password"]

    def __init__(self, actor: Membership, data: dict[str, str] | None = None) -> None:
        super().__init__(actor.user, data)
        others = actor.organization.memberships.exclude(pk=actor.pk).select_related(
            "user"
        )
        self.fields["to"].choices = [  # type: ignore[attr-defined]  # of a choice field
            (str(member.uid), f"{member.user} ({gettext(member.role)})")
            for member in others
        ]


class CloseForm(PasswordForm):
    name = forms.CharField(label=_("Name of the office, to be sure"))
    field_order = ["name", "password"]


class ActivityForm(forms.Form):
    """What part of the audit trail is wanted."""

    person = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    deed = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[("", _("Anything")), *((deed.value, _(deed.label)) for deed in Deed)],
    )
    first = forms.DateField(
        label=pgettext_lazy("first day", "From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    last = forms.DateField(
        label=pgettext_lazy("last day", "To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, organization: Organization, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        people = User.objects.filter(deeds__organization=organization).distinct()
        self.fields["person"].choices = [  # type: ignore[attr-defined]  # as above
            ("", gettext("Anybody")),
            *((user.pk, str(user)) for user in people),
        ]
