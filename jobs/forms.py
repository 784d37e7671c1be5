"""The filters of the history, as an address carries them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from jobs.domain.outcomes import JobType
from jobs.domain.states import JobStatus
from jobs.queries.history import ATTENTION, UNDER_WAY, Filters
from jobs.queries.job_view import KIND_WORDS, STATUS_WORDS
from organizations.models import Membership, Organization

STATES = [
    ("", _("Any state")),
    (ATTENTION, _("Needs attention")),
    (UNDER_WAY, _("Under way")),
    *((state.value, STATUS_WORDS[state]) for state in JobStatus),
]
KINDS = [
    ("", _("Any kind")),
    *((kind.value, KIND_WORDS[kind]) for kind in JobType if kind in KIND_WORDS),
]


def _day(label: StrOrPromise) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class HistoryForm(forms.Form):
    """What an address asks for; a part that makes no sense is left out."""

    text = forms.CharField(
        label=_("Name, file, agreement or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=KINDS)
    person = forms.TypedChoiceField(
        label=_("Person"), required=False, coerce=int, empty_value=None
    )
    since = _day(pgettext_lazy("first day", "From"))
    until = _day(pgettext_lazy("last day", "To"))

    def __init__(self, data: Any, *, organization: Organization) -> None:
        super().__init__(data)
        members = Membership.objects.filter(organization=organization)
        people = [
            (member.user_id, str(member.user))
            for member in members.select_related("user")
        ]
        person = self.fields["person"]
        assert isinstance(person, forms.TypedChoiceField)  # noqa: S101 - declared above
        person.choices = [("", gettext("Anybody")), *people]

    def filters(self) -> Filters:
        self.is_valid()
        return Filters(**self.cleaned_data)
