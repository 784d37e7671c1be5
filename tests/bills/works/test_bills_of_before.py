"""Bills that were made before there was a register of works are filed by the migration."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from bills.models import MadeBill, RegisteredWork

pytestmark = pytest.mark.django_db

file_bills = import_module("bills.migrations.0003_register_of_works").file_bills


def test_bills_of_one_agreement_and_name_are_one_work(asha, chitra, make_job):
    for member, name, sheet in (
        (asha, "Lights, Block A", "Bill 1"),
        (asha, "LIGHTS, Block A", "Bill 2"),
        (asha, "Lights, Block B", "Bill 3"),
        (chitra, "Lights, Block A", "Bill 1"),
    ):
        MadeBill.objects.create(
            organization=member.organization,
            user=member.user,
            job=make_job(member),
            sheet=sheet,
            work_key="30 2025 26",
            name_of_work=name,
            title="CC First & Part Bill",
            number=1,
            is_final=False,
        )

    file_bills(apps, None)

    works = RegisteredWork.objects.for_org(asha.organization)
    assert {work.name_of_work: work.bills.count() for work in works} == {
        "Lights, Block A": 2,
        "Lights, Block B": 1,
    }
    assert RegisteredWork.objects.for_org(chitra.organization).count() == 1
