# One command each. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test test-slow test-postgres test-s3 test-hosts check audit bench chaos fuzz pages fix css messages setup lock clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/base.stamp ## start everything: web, worker, Redis, demo office
	@exec $(BIN)/python manage.py serve --demo --port $(PORT)

setup: $(VENV)/dev.stamp ## install what developers need

test: $(VENV)/dev.stamp ## install what the tests need and run them
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not slow" $(ARGS)

test-slow: $(VENV)/dev.stamp ## whole products started and stopped, long walks, large amounts
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile -m slow $(ARGS)

test-s3: $(VENV)/dev.stamp ## the file store on OpenStack Swift, which checks signatures
	@TEST_S3=swift $(BIN)/python -m pytest -q tests/storage $(ARGS)

test-hosts: $(VENV)/dev.stamp ## two web and two worker hosts as network namespaces; hosts die and are cut off
	@$(BIN)/python -m tests.hosts $(ARGS)

POSTGRES_TOO := tests/jobs/engine tests/isolation tests/desk
test-postgres: $(VENV)/dev.stamp ## the same tests on a PostgreSQL of their own, and the long ones that a database decides
	@$(BIN)/python -m tests.on_postgres -q -n 2 --dist loadfile -m "not slow" $(ARGS)
	$(if $(ARGS),,@$(BIN)/python -m tests.on_postgres -q -n 2 --dist loadfile -m slow $(POSTGRES_TOO))

check: $(VENV)/dev.stamp ## lint, types, import directions, generated files; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py job_states --check
	$(BIN)/python manage.py check --fail-level WARNING

audit: $(VENV)/dev.stamp ## known holes in what is installed, and the locks; ARGS=--strict fails where no source answers
	@$(BIN)/python -m tests.audit $(ARGS)

bench: $(VENV)/bench.stamp ## measure against bare libraries and other queues; fails past a limit; ARGS="queue --quick"
	@$(BIN)/python -m tests.bench $(ARGS)

chaos: $(VENV)/dev.stamp ## some hundred jobs while workers, Redis and the sweeper are killed; ARGS="--jobs 1000 --seed 7"
	@$(BIN)/python -m tests.jobs.chaos $(ARGS)

fuzz: $(VENV)/dev.stamp ## read and bill workbooks changed at random; ARGS="--count 20000 --seed 1"
	@$(BIN)/python -m tests.bills.malice.fuzz $(ARGS)

pages: $(VENV)/dev.stamp ## every page in Chromium: axe-core, width, weight; ARGS=--pictures takes docs/screenshots anew
	@$(BIN)/python -m pytest -q tests/pages/every_page.py $(ARGS)

fix: $(VENV)/dev.stamp ## format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

css: $(VENV)/dev.stamp ## rebuild static/css/styles.css (needs Node)
	cd theme/static_src && npm ci --no-audit --no-fund
	$(BIN)/python manage.py tailwind build
	$(BIN)/python -m theme.stamp

messages: $(VENV)/dev.stamp ## extract the texts of the interface into locale/ and compile them (needs GNU gettext)
	$(BIN)/python manage.py makemessages --locale te --locale hi --add-location file --no-obsolete --ignore 'tests/*' --ignore 'theme/*' --ignore 'node_modules/*' --ignore 'var/*'
	@sed -i '/^"POT-Creation-Date:/d' locale/*/LC_MESSAGES/django.po
	$(BIN)/python manage.py compilemessages --ignore '.venv'

lock: $(VENV)/dev.stamp ## choose new versions of the dependencies
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --upgrade --output-file requirements/base.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --upgrade --output-file requirements/dev.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra bench --constraint requirements/dev.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --upgrade --output-file requirements/bench.txt

clean: ## remove the environment and the data of the trial run
	rm -rf $(VENV) var node_modules theme/static_src/node_modules

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Worksbill needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make run PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV) || { echo "Python has no venv module here. On Debian or Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/base.stamp: requirements/base.txt | $(VENV)/bin/python
	@echo "Installing what Worksbill needs ..."
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/base.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing what the tests need ..."
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@ $(VENV)/base.stamp

$(VENV)/bench.stamp: requirements/bench.txt | $(VENV)/dev.stamp
	@echo "Installing what the benchmarks need ..."
	@$(BIN)/pip install --quiet --require-hashes --requirement requirements/bench.txt
	@touch $@
