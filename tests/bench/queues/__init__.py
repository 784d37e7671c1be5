"""Our engine beside bare Dramatiq, Celery, RQ and Huey that do the same work with the same rows."""
