"""Sign-up; signing in and out are Django's own views with our form."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from organizations.forms import SignUpForm
from organizations.services import sign_up


def sign_up_page(request: HttpRequest) -> HttpResponse:
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        user = sign_up(
            email=form.cleaned_data["email"],
            password=form.cleaned_data["password"],
            office=form.cleaned_data["office"],
        )
        login(request, user)
        return redirect("home")
    status = 422 if form.is_bound else 200
    return render(
        request, "organizations/account_sign_up.html", {"form": form}, status=status
    )
