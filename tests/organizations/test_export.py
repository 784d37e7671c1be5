"""Everything of an office in one zip, for its owner; and the files of a closed office go."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from importlib import import_module

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from jobs.models import Job, OutputFile
from jobs.services import clean_up, store_upload
from tests.bills.web.posts import do_last_job, download
from tests.conftest import sign_in
from tests.documents.formats.pages import add, use_letter
from tests.organizations.posts import post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def work_is_known() -> None:
    import_module("documents.actors")


def test_the_zip_holds_uploads_made_files_and_the_tables(
    asha, chitra, make_job, make_output
):
    upload = store_upload(
        organization=asha.organization,
        actor=asha,
        file=ContentFile(b"rows", "est.xlsx"),
    )
    make_output(make_job(asha, status="completed"), "Bill.xlsx")
    make_output(make_job(chitra, status="completed"), "Theirs.xlsx")
    store_upload(
        organization=chitra.organization,
        actor=chitra,
        file=ContentFile(b"rows", "Theirs.xlsx"),
    )
    add(chitra, filename="Theirs.docx")
    use_letter(chitra, filename="Theirs.docx")

    assert post(asha, "export_start").status_code == 302
    job = do_last_job(asha)

    files = zipfile.ZipFile(io.BytesIO(download(asha, job)))
    names = files.namelist()
    assert any(name.endswith("/est.xlsx") and str(upload.pk) in name for name in names)
    assert "made/00001/Bill.xlsx" in names
    assert not [name for name in names if "Theirs" in name]
    assert "bill" in files.read("jobs.csv").decode()
    assert len(files.read("jobs.csv").splitlines()) == 1 + 2  # the export's own too
    assert chitra.user.email not in files.read("activity.csv").decode()
    assert "office_exported" in files.read("activity.csv").decode()
    assert files.read("works.csv")


@pytest.mark.parametrize("who", ["adi", "bala", "vani"])
def test_only_the_owner_exports(who, request):
    assert post(request.getfixturevalue(who), "export_start").status_code == 403
    assert not Job.all_orgs.exists()


def test_the_page_of_the_export_job_can_be_shown(asha):
    post(asha, "export_start")
    job = do_last_job(asha)

    text = sign_in(asha).get(f"/jobs/{job.pk}/").content.decode()

    assert "Office_1.zip" in text


def test_a_month_after_closing_the_files_go_and_the_rows_stay(
    asha, make_job, make_output
):
    output = make_output(make_job(asha, status="completed"))
    office = asha.organization
    office.is_active, office.closed_at = False, timezone.now()
    office.save()

    clean_up(timezone.now() + timedelta(days=29))
    assert not OutputFile.all_orgs.get(pk=output.pk).expired
    clean_up(timezone.now() + timedelta(days=31))

    assert OutputFile.all_orgs.get(pk=output.pk).expired
    assert not output.file.storage.exists(output.file.name)
