"""Two people correct the same reading in the same moment: one is heard, the other is told."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from bills.models import Reading, ReadingRows
from bills.services import ReadingChanged
from tests.bills.preview.conftest import correct, sheet_of
from tests.bills.preview.workbooks import BLANK_RATE, CABLE, estimate


@pytest.mark.django_db(transaction=True)
def test_one_of_two_changes_at_once_is_made_whole_and_the_other_refused(asha, read):
    stored = read(asha, estimate([CABLE, BLANK_RATE]))
    totals = {"1228.50": "37970.00", "1000": "33400.00"}
    start, heard, refused = Barrier(len(totals)), [], []

    def change(rate: str) -> None:
        reading = Reading.all_orgs.select_related("organization").get(pk=stored.pk)
        start.wait()
        try:
            correct(reading, asha, cells={"E5": rate})
            heard.append(rate)
        except ReadingChanged:
            refused.append(rate)
        finally:
            connection.close()

    threads = [Thread(target=change, args=(rate,)) for rate in totals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    stored.refresh_from_db()
    assert (len(heard), len(refused)) == (1, 1)
    assert stored.corrections["Estimate"]["cells"] == {"E5": heard[0]}
    assert sheet_of(stored).totals["total"] == totals[heard[0]]
    assert stored.version == stored.read_version == 1
    assert ReadingRows.objects.filter(sheet__reading=stored).count() == 1
