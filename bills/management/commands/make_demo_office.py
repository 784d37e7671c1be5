"""`manage.py make_demo_office`: an office, its owner and the worked example, to try the product with."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from bills.services import make_sample_estimate
from organizations.services import find_user, sign_up

EMAIL = "owner@demo-office.example"
OFFICE = "Demo office"


class Command(BaseCommand):
    help = "Creates the demo office once, and shows its login and its files each time."

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = settings.DATA_DIR / "demo"
        folder.mkdir(parents=True, exist_ok=True)
        password_file = folder / "password.txt"
        if not find_user(EMAIL):
            password = secrets.token_urlsafe(9)
            password_file.touch(mode=0o600)
            password_file.write_text(password)
            user = sign_up(email=EMAIL, password=password, office=OFFICE)
            user.is_staff = user.is_superuser = True
            user.save()
        sample = make_sample_estimate()
        sample_file = folder / sample.filename
        if not sample_file.exists():
            sample_file.write_bytes(sample.content)
        self.stdout.write(
            f"Demo office: sign in as {EMAIL}\n"
            f"   password: {_read(password_file)}\n"
            f"     sample: {sample_file}"
        )


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return "(the one that you chose)"
