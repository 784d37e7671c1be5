"""The poll of a job's page beside a bare Django view, on the web server that production runs."""
