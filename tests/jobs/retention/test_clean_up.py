"""Files whose time is over go, their rows stay and say so; nothing else is touched."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from jobs.engine import do_chore
from jobs.engine.chores import load_chores
from jobs.models import Chore, OutputFile, Upload
from jobs.services import clean_up, store_upload
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LATER = NOW + timedelta(days=31)


@pytest.fixture
def upload(asha):
    def store(name: str = "Estimate.xlsx") -> Upload:
        file = ContentFile(b"given", name=name)
        return store_upload(organization=asha.organization, actor=asha, file=file)

    return store


def is_stored(row: OutputFile | Upload) -> bool:
    return default_storage.exists(str(row.file.name))


def test_a_made_file_goes_after_its_day_and_its_row_says_so(
    asha, make_job, make_output
):
    job = make_job(asha, status="completed", progress=100)
    output = make_output(job)

    assert clean_up(output.expires_at - timedelta(seconds=1)).outputs == ()
    assert clean_up(output.expires_at).outputs == (output.file.name,)

    output.refresh_from_db()
    assert output.expired
    assert not is_stored(output)
    page = sign_in(asha).get(f"/jobs/{job.pk}/").content.decode()
    assert f"was kept until {timezone.localdate(output.expires_at):%d-%m-%Y}" in page
    assert "run the job again" in page
    assert sign_in(asha).get(f"/api/outputs/{output.pk}/download/").status_code == 410


def test_the_office_says_how_long_files_are_kept(asha, make_job, run):
    from tests.jobs.engine.conftest import one_file

    asha.organization.retention_days = 5
    asha.organization.save()
    job = run(make_job(asha), lambda it: one_file())

    assert clean_up(NOW + timedelta(days=4)).outputs == ()
    assert len(clean_up(NOW + timedelta(days=6)).outputs) == job.outputs.count() == 1


def test_a_made_file_that_a_job_works_on_stays_until_it_has_ended(
    asha, make_job, make_output
):
    output = make_output(make_job(asha, status="completed"))
    later = make_job(asha, status="queued", source_output=output)

    assert clean_up(LATER).outputs == ()
    later.status = "completed"
    later.save()
    assert clean_up(LATER).outputs == (output.file.name,)


def test_an_upload_that_nothing_uses_goes_after_the_same_time(upload):
    unused = upload()

    assert clean_up(NOW + timedelta(days=29)).uploads == ()
    assert clean_up(LATER).uploads == (unused.file.name,)

    unused.refresh_from_db()
    assert unused.expired
    assert not is_stored(unused)
    assert clean_up(LATER).uploads == ()  # once


def test_an_upload_of_a_job_stays_so_that_it_can_be_run_again(asha, make_job, upload):
    kept = upload()
    make_job(asha, status="failed", upload=kept)

    assert clean_up(LATER).uploads == ()
    assert is_stored(kept)


def test_a_further_file_of_a_job_stays(asha, make_job, upload):
    job = make_job(asha, status="failed", upload=upload())
    job.further_files.create(upload=upload(), purpose="workslip", position=0)

    assert clean_up(LATER).uploads == ()


def test_an_upload_of_a_reading_or_of_a_format_stays(asha, upload):
    """Whatever row names it: a new kind of row is covered without a word here."""
    for relation in Upload._meta.related_objects:
        assert relation.related_model is not None
    names = {
        relation.related_model.__name__ for relation in Upload._meta.related_objects
    }

    assert {"Job", "FurtherFile", "Reading"} <= names


def test_what_a_crash_left_goes_after_a_day(asha, make_job, make_output):
    listed = make_output(make_job(asha, status="running"))
    office = asha.organization_id
    left = default_storage.save(f"{office}/outputs/x/Half.xlsx", ContentFile(b"half"))
    foreign = default_storage.save("static/logo.png", ContentFile(b"not ours"))

    assert clean_up(NOW + timedelta(hours=23)).unlisted == ()
    assert clean_up(NOW + timedelta(hours=25)).unlisted == (left,)

    assert is_stored(listed)
    assert default_storage.exists(foreign)
    assert not default_storage.exists(left)


def test_a_dry_run_says_everything_and_removes_nothing(
    asha, make_job, make_output, upload, settings
):
    output = make_output(make_job(asha, status="completed"))
    unused = upload()
    OutputFile.all_orgs.update(expires_at=NOW)
    Upload.all_orgs.update(created_at=NOW - timedelta(days=31))

    said = StringIO()
    call_command("clean_up", "--dry-run", stdout=said)

    assert f"outputs: {output.file.name}" in said.getvalue()
    assert f"uploads: {unused.file.name}" in said.getvalue()
    assert "would be removed: 1 made files, 1 uploads, 0 files" in said.getvalue()
    assert is_stored(output) and is_stored(unused)

    call_command("clean_up", stdout=said)
    assert "\nremoved: 1 made files, 1 uploads" in said.getvalue()
    assert not is_stored(output) and not is_stored(unused)


def test_a_file_that_cannot_be_removed_is_tried_again(
    asha, make_job, make_output, settings, tmp_path
):
    output = make_output(make_job(asha, status="completed"))
    path = settings.MEDIA_ROOT / output.file.name
    path.unlink()
    path.mkdir()  # a folder cannot be removed like a file
    (path / "inside").touch()

    assert clean_up(LATER).outputs == ()
    output.refresh_from_db()
    assert not output.expired


def test_it_is_a_chore_of_every_hour(asha, make_job, make_output):
    load_chores()
    output = make_output(make_job(asha, status="completed"))
    OutputFile.all_orgs.update(expires_at=NOW)

    do_chore("clean_up")

    assert Chore.objects.get(pk="clean_up").result.startswith("1 made files")
    assert not is_stored(output)
