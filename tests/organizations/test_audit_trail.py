"""Who did what, when and from where: shown to those who manage, changed by nobody."""

from __future__ import annotations

import pytest

from organizations.audit import find_events
from organizations.managers import AuditIsFinal
from organizations.models import AuditEvent, User
from tests.conftest import sign_in
from tests.organizations.posts import post, see

pytestmark = pytest.mark.django_db


def deeds(office) -> list[str]:
    return list(find_events(office).values_list("deed", flat=True))


def test_what_was_done_is_listed_with_person_and_address(asha, bala, office):
    client = sign_in(asha)
    post(client, "member_role", bala.uid, role="viewer")

    text = see(client, "activity")

    assert "Changed a role: bala@office.example" in text
    assert "member → viewer" in text
    assert "127.0.0.1" in text
    event = find_events(office)[0]
    assert (event.user, event.address) == (asha.user, "127.0.0.1")


def test_filters_find_a_person_a_deed_and_the_days(asha, bala, office):
    post(asha, "office_change", name="Renamed", retention_days=30)
    post(bala, "office_leave")
    client = sign_in(asha)

    def shown(query: str) -> str:
        text = client.get(f"/office/activity/?{query}").content.decode()
        return text.partition("<tbody>")[2]

    assert "Left the office" in shown(f"person={bala.user_id}")
    assert "Changed the office" not in shown(f"person={bala.user_id}")
    assert "Left the office" not in shown("deed=office_changed")
    assert "Changed the office" in shown("deed=office_changed")
    assert shown("last=2020-01-01") == ""


@pytest.mark.parametrize("who", ["bala", "vani"])
def test_those_who_do_not_manage_do_not_see_it(who, request):
    member = request.getfixturevalue(who)

    assert sign_in(member).get("/office/activity/").status_code == 403


def test_another_office_sees_nothing_of_it(asha, bala, chitra):
    post(asha, "member_role", bala.uid, role="viewer")

    assert "bala@office.example" not in see(chitra, "activity")


def test_no_way_of_the_models_changes_or_deletes_an_event(asha, office):
    event = find_events(office)[0]
    rows = AuditEvent.all_orgs.filter(pk=event.pk)

    for deed in (
        event.save,
        event.delete,
        rows.delete,
        lambda: rows.update(about="x"),
        lambda: rows.bulk_update([event], ["about"]),
        AuditEvent.objects.for_org(office).delete,
    ):
        with pytest.raises(AuditIsFinal):
            deed()
    assert rows.exists()


def test_the_desk_shows_events_and_offers_no_change(asha):
    operator = User.objects.create_superuser("op@desk.example", "a-long-secret-9")
    asha.user = operator
    client = sign_in(asha)
    event = AuditEvent.all_orgs.first()
    address = f"/admin/organizations/auditevent/{event.pk}/"

    assert client.get(f"{address}change/").status_code == 200
    assert client.post(f"{address}change/", {"about": "x"}).status_code == 403
    assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403


def test_suspending_at_the_desk_is_recorded(asha, office):
    from django.contrib.admin import site

    from organizations.models import Organization

    office.is_active, office.suspension_reason = False, "Not paid."
    request = type("Request", (), {"user": asha.user})()
    form = type("Form", (), {"changed_data": ["is_active"]})()

    site.get_model_admin(Organization).save_model(request, office, form, change=True)

    assert deeds(office)[0] == "office_suspended"
