"""`make audit`: known holes in what we install, and locks that would let something else in."""

from __future__ import annotations

import argparse
import os
import sys

from tests.audit.advisories import ask_npm, ask_pip_audit
from tests.audit.locks import ROOT, check_npm_lock, check_python_lock, find_yanked
from tests.audit.verdict import Answer, report


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__)
    parser.add_argument(
        "--strict",
        action="store_true",
        default=os.environ.get("WORKSBILL_AUDIT_STRICT") == "1",
        help="fail also where no source of advisories answered",
    )
    parser.add_argument("--lock", default=str(ROOT / "requirements" / "base.txt"))
    parser.add_argument("--osv-url", help="another server of OSV's kind, asked alone")
    given = parser.parse_args(arguments)
    wrong = [*check_python_lock(given.lock), *check_npm_lock()]
    answers: list[Answer] = []
    if given.osv_url:
        answers.append(ask_pip_audit(given.lock, "osv", "--osv-url", given.osv_url))
    else:
        wrong += find_yanked(given.lock)
        answers += [ask_pip_audit(given.lock, name) for name in ("pypi", "osv")]
        answers.append(ask_npm())
    text, status = report(wrong, answers, is_strict=given.strict)
    sys.stdout.write(f"{text}\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
