VENV := .venv
PYTHON ?= python3

.PHONY: venv browse notebook demo test bench lint lock

venv: $(VENV)/.ok

# The stamp makes a second call cost nothing; a changed lock installs again.
$(VENV)/.ok: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

demo: venv
	$(VENV)/bin/python -m tests.replica.demo

# Datasette on a SQLite database, opened read-only beside a running crawl; Ctrl-C ends it. Its
# packages stay apart from the crawler's.
DATABASE ?= demo/warta.sqlite
PORT ?= 8001
browse: venv .venv-browse/.ok
	@$(VENV)/bin/python -m docs.browse "$(DATABASE)" --port $(PORT)

.venv-browse/.ok: requirements-browse.txt
	$(PYTHON) -m venv .venv-browse
	.venv-browse/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	touch $@

# From the database to plots, with pandas and matplotlib in an environment of their own.
notebook: .venv-notebook/.ok
	.venv-notebook/bin/python -m docs.notebook.example $(DATABASE)

.venv-notebook/.ok: requirements-notebook.txt
	$(PYTHON) -m venv .venv-notebook
	.venv-notebook/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	touch $@

# Compiled bytecode is kept, also where PYTHONDONTWRITEBYTECODE is set: many tests start `scrapy`, and
# to rewrite all assertions anew takes pytest half of the time in which it collects the tests.
test: venv
	$(VENV)/bin/python -m compileall -q settings.py scrapers pipelines models tests
	PYTHONDONTWRITEBYTECODE= $(VENV)/bin/python -m pytest -n auto

# Ours beside its baselines, into docs/performance.md; leave the machine alone meanwhile.
# Compiled first, as after any first run: where PYTHONDONTWRITEBYTECODE is set, each command that is
# timed would compile the project anew.
bench: venv .venv-bench/.ok
	$(VENV)/bin/python -m compileall -q settings.py scrapers pipelines models benchmarks tests
	$(VENV)/bin/python -m benchmarks

# The peers of the reading benchmark, apart from the crawler's packages. The lock is whole, so nothing
# need be resolved, which older pips cannot do for a package that is asked for with two extras.
.venv-bench/.ok: requirements-bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r $<
	touch $@

lint: venv
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

# Pins for every Python from 3.11 on; the file names no index. Needs uv.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --extra dev --custom-compile-command "make lock" -o requirements.txt pyproject.toml
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --extra bench -c requirements.txt --custom-compile-command "make lock" -o requirements-bench.txt pyproject.toml
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  -c requirements.txt --custom-compile-command "make lock" -o requirements-browse.txt docs/browse/requirements.in
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --extra notebook -c requirements.txt --custom-compile-command "make lock" -o requirements-notebook.txt pyproject.toml
