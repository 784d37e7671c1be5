"""Nothing here is a test: its works would take the places of the real ones."""

collect_ignore_glob = ["*.py"]
