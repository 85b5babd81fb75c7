# One command each: make setup | check | test | bench | docs | demo | lock | build
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup check test fast bench docs demo lock build clean

setup: $(STAMP)

$(STAMP): requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $(STAMP)

check: setup          ## lint, types, layers, stale pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

test: setup           ## every test, slow ones too
	$(BIN)/python -m pytest -m "" -n 2 --dist loadgroup

fast: setup           ## what to run while editing
	$(BIN)/python -m pytest -n 2

bench: setup          ## figures of speed and quality, with their floors
	$(BIN)/python benchmarks/run.py

docs: setup           ## reference pages, then the site
	$(BIN)/python docs/generate.py
	$(BIN)/mkdocs build --strict

demo: setup
	$(BIN)/reportedly demo

build: setup
	$(BIN)/python -m build --no-isolation

lock:                 ## refresh requirements/dev.txt from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	  --no-header --python-version 3.11 pyproject.toml --group dev --group spark -o requirements/dev.txt

clean:
	rm -rf .venv build dist site .pytest_cache .mypy_cache .ruff_cache
