"""The modules of `make bench` are programs with libraries of their own; pytest leaves them alone."""

from __future__ import annotations

collect_ignore_glob = ["*"]
