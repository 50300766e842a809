# Everything one does with this repository.  `make help` lists it.
#
# Needs Python 3.11 or newer with its venv module, and make; everything else is installed into .venv, once, from the
# locked lists.  A recipe's stamp file under .venv says that its installation is done.

PYTHON ?= $(firstword $(foreach name,python3.11 python3 python3.12 python3.13,$(shell command -v $(name) 2>/dev/null)))
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet
LOCKS := requirements.lock requirements-dev.lock

.DEFAULT_GOAL := help
.PHONY: help demo test lint types check docs bench accuracy lock clean

help:  ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile | expand -t 16

demo: .venv/installed  ## install, code the two reports of examples/reports, and print their events
	@$(BIN)/dragoman code examples/reports --format table

test: lint types  ## lint, check types, and run the tests (the documentation's among them)
	@$(BIN)/python -m pytest

lint: .venv/installed-dev  ## check the style
	@$(BIN)/ruff check

types: .venv/installed-dev  ## check the types
	@$(BIN)/mypy

docs: .venv/installed-dev  ## bring the generated pages up to date, and build the documentation into site/
	@$(BIN)/python docs/generate.py
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

bench: .venv/installed  ## measure speed, memory and start-up
	@$(BIN)/python benchmarks/speed.py
	@$(BIN)/python benchmarks/startup.py

accuracy: .venv/installed  ## measure accuracy on gold data: make accuracy GOLD=folder SCORERS=folder
	@$(BIN)/python benchmarks/accuracy.py --gold "$(GOLD)" --scorers "$(SCORERS)"

lock: .venv/installed-dev  ## resolve the dependencies again, into the locked lists
	@$(INSTALL) uv
	@$(BIN)/python -m uv pip compile --universal --python-version 3.11 --generate-hashes --quiet \
	    --custom-compile-command "make lock" --group build pyproject.toml -o requirements.lock
	@$(BIN)/python -m uv pip compile --universal --python-version 3.11 --generate-hashes --quiet \
	    --custom-compile-command "make lock" --group build --group dev pyproject.toml -o requirements-dev.lock

clean:  ## remove what was installed and built
	rm -rf .venv site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, as python3 or as PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "$(PYTHON) is too old: Python 3.11 or newer is needed (make PYTHON=…)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "install Python's venv module (Debian: apt install python3-venv)" >&2; exit 1; }
	@touch $@

.venv/installed: .venv/made requirements.lock pyproject.toml
	@echo "installing into .venv (once; a minute or two)" >&2
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	@echo "installing the tools of the tests into .venv (once)" >&2
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
