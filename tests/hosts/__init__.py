"""Several web and worker hosts on one PostgreSQL, Redis and S3 store; `make test-hosts`."""
