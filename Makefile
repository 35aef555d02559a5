VENV := .venv
PYTHON ?= python3

.PHONY: venv demo test lint lock

venv: $(VENV)/.ok

# The stamp makes a second call cost nothing; a changed lock installs again.
$(VENV)/.ok: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

demo: venv
	$(VENV)/bin/python -m tests.replica.demo

test: venv
	$(VENV)/bin/python -m pytest -n auto

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
