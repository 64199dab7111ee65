# `make demo` shows a whole competition; `make run` starts the system. Needs git, make and Python 3.11.
PYTHON ?= python3
HOME_DIR ?= .bangvang
VENV := .venv/bin

.PHONY: help setup demo run test check bench faults lock minio clean

help:
	@echo 'make demo    the reference competition, from 290 entries to 38 winners; results in out/'
	@echo 'make run     the system on this machine; Ctrl-C stops it'
	@echo 'make test    all tests          make check   style, types, layers'
	@echo 'make bench   benchmarks         make faults  tests that kill processes'
	@echo 'make lock    lock files anew    make minio   builds a MinIO server (needs Go)'

setup:
	@$(PYTHON) scripts/setup.py

demo: setup
	$(VENV)/bangvang demo --out out

run: setup
	$(VENV)/bangvang up --home $(HOME_DIR) --practice

test: setup
	$(VENV)/python -m pytest -n 2 --dist loadfile --ignore tests/faults

check: setup
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/lint-imports

bench: setup
	$(VENV)/python -m pip --quiet --disable-pip-version-check install --require-hashes --requirement requirements/bench.txt
	$(VENV)/python -m benchmarks

faults: setup
	$(VENV)/python -m pytest -p no:xdist tests/faults

lock: setup
	cd requirements && ../$(VENV)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --universal ../pyproject.toml --output-file run.txt
	cd requirements && ../$(VENV)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --universal ../pyproject.toml --group ../pyproject.toml:dev --constraint run.txt --output-file dev.txt
	cd requirements && ../$(VENV)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 --universal ../pyproject.toml --group ../pyproject.toml:bench --constraint dev.txt --output-file bench.txt

# The last upstream commit of the open-source server; `MINIO_SERVER=$$(make -s minio) make test` runs the store's tests on it too.
minio:
	@CGO_ENABLED=0 GOFLAGS=-trimpath go install github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c >&2
	@echo "$$(go env GOPATH)/bin/minio"

clean:
	rm -rf out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find judging media_store admin_ui tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
