"""Several web and worker hosts on one PostgreSQL, Redis and S3 store; `make test-hosts`."""

PACKAGE = b"PK\x03\x04"  # begins a made-up file; without it no web host takes it for a workbook
