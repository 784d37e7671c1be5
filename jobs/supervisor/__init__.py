"""`manage.py serve`: Redis, worker and web server as one program; what they do is not here."""

from jobs.supervisor.checks import CannotServe
from jobs.supervisor.serving import Supervisor

__all__ = ["CannotServe", "Supervisor"]
