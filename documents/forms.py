"""What a Make button posts."""

from __future__ import annotations

from django import forms


class MakeDocumentForm(forms.Form):
    job = forms.UUIDField()
    key = forms.CharField(max_length=64, required=False)
