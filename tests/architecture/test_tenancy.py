"""No model of an office can be queried without naming the office."""

from __future__ import annotations

import pytest
from django.apps import apps

from jobs.models import Job
from organizations.managers import OrgScopedManager, UnscopedQuery
from organizations.models import Membership, Organization

# A membership belongs to a person as much as to an office: it is what scoping is decided by.
DECIDES_SCOPE = {Membership}
SCOPED = [
    model
    for model in apps.get_models()
    if any(
        field.name == "organization" and field.related_model is Organization
        for field in model._meta.fields
    )
    and model not in DECIDES_SCOPE
]


def test_there_are_models_to_check():
    assert Job in SCOPED


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_objects_is_the_scoped_manager(model):
    assert isinstance(model.objects, OrgScopedManager)


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "query",
    [
        lambda objects: objects.all(),
        lambda objects: objects.get(pk=1),
        lambda objects: objects.filter(pk=1),
        lambda objects: objects.count(),
        lambda objects: objects.exists(),
        lambda objects: objects.first(),
        lambda objects: objects.in_bulk(),
        lambda objects: objects.update(pk=1),
        lambda objects: objects.bulk_create([]),
        lambda objects: objects.create(),
        lambda objects: objects.values_list("pk"),
        lambda objects: objects.select_related(),
        lambda objects: objects.iterator(),
    ],
)
def test_an_unscoped_query_is_refused(model, query):
    with pytest.raises(UnscopedQuery):
        query(model.objects)


@pytest.mark.django_db
def test_a_scoped_query_sees_only_its_own_office(asha, chitra, make_job):
    make_job(asha)

    assert Job.objects.for_org(asha.organization).count() == 1
    assert Job.objects.for_org(chitra.organization).count() == 0
