"""Which function does the work of which kind of job; running it is not here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule

from jobs.domain.outcomes import JobRefused, JobResult, JobType
from jobs.engine.run import JobRun

Work = Callable[[JobRun], JobResult]

_works: dict[JobType, Work] = {}


def job_actor(job_type: JobType) -> Callable[[Work], Work]:
    """Makes the decorated function the work of a kind of job; it stays a plain function.

    It must be safe to run twice: what it makes counts only once the engine has stored it.
    """

    def declare(work: Work) -> Work:
        _works[job_type] = work
        return work

    return declare


def get_work(job_type: JobType) -> Work:
    """Raises: JobRefused, when this installation cannot do the kind."""
    try:
        return _works[job_type]
    except KeyError:
        raise JobRefused(
            f"This installation cannot do jobs of the kind {job_type.value}.",
            hint="Ask whoever runs the server whether it is up to date.",
        ) from None


def load_actors() -> None:
    """Only workers do this: a web process enqueues by name and needs no file library."""
    for module in actor_modules():
        import_module(module)


def actor_modules() -> list[str]:
    """`<app>.actors` of every app, or the modules that the settings name."""
    if settings.JOB_ACTOR_MODULES is not None:
        return settings.JOB_ACTOR_MODULES
    return app_modules("actors")


def app_modules(name: str) -> list[str]:
    """The module of that name of every app that has one."""
    return [
        f"{app.name}.{name}"
        for app in apps.get_app_configs()
        if app.module and module_has_submodule(app.module, name)
    ]
