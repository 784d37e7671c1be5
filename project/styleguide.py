"""The components of the interface beside each other, where developers look: in debug mode."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


class SampleForm(forms.Form):
    """A field of each kind; bound with nothing, so that it shows its errors too."""

    name = forms.CharField(
        label="Name of work",
        help_text="As it stands in the agreement.",
        error_messages={"required": "Write the name of the work."},
    )
    premium = forms.DecimalField(label="Tender premium, %", required=False)
    side = forms.ChoiceField(
        label="Above or below", choices=[("less", "Less"), ("excess", "Excess")]
    )
    action = forms.ChoiceField(
        label="Bill",
        choices=[("part", "First & Part"), ("final", "First & Final")],
        widget=forms.RadioSelect,
    )
    scrutiny = forms.BooleanField(label="With the scrutiny card", required=False)
    workbook = forms.FileField(
        label="Workbook",
        help_text="An .xlsx, .xlsm or .xls file of at most 25 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls"}),
    )


def styleguide(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    context = {
        "form": SampleForm(),
        "wrong_form": SampleForm({}, prefix="wrong"),
        "tones": ("waiting", "working", "done", "warning", "failed"),
        "steps": (0, 37, 100),
    }
    return render(request, "styleguide.html", context)
