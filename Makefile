# Everything here works from any directory and from a path with spaces:
#   make -C "/some where/comity" demo      or      make -f "/some where/comity/Makefile" demo
# It needs Python 3.11-3.13 with pip, and nothing else.

ROOT := $(shell cd "$$(dirname "$$(printf '%s' "$(MAKEFILE_LIST)" | sed 's/^ *//')")" && pwd -P)
ifneq ($(ROOT),$(shell pwd -P))

GOALS := $(or $(MAKECMDGOALS),help)
.PHONY: $(GOALS)
$(GOALS):
	@$(MAKE) --no-print-directory -C "$(ROOT)" $@

else

PYTHON ?= python3
BIN := .venv/bin
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --only-binary :all:
WORKERS ?= 3

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench bench-peers-setup evaluation docs reference lock clean
.DELETE_ON_ERROR:

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-18s %s\n", $$1, $$2}' Makefile

# --- setting up ---------------------------------------------------------------------------------

setup: .venv/.warm ## Install the command at .venv/bin/comity (does nothing when nothing changed)
	@echo "Ready: $(BIN)/comity"

# The stamp holds the directory, because a virtual environment does not survive being moved.
ifneq ($(shell cat .venv/.setup 2>/dev/null),$(ROOT))
.PHONY: .venv/.setup
endif

# pip is not put into the environment: Debian's python3 lacks ensurepip unless python3-venv is there.
.venv/.setup: requirements.lock requirements-build.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "Python 3.11 to 3.13 is needed, $(PYTHON) is `$(PYTHON) --version 2>&1`; choose another with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || { echo "$(PYTHON) has no pip; on Debian: apt-get install python3-pip"; exit 1; }
	@echo "Installing into .venv from the locked requirements (about a minute)"
	@rm -f .venv/.setup .venv/.dev .venv/.warm
	@$(PYTHON) -m venv --without-pip --clear .venv
	@$(INSTALL) -r requirements.lock -r requirements-build.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@printf '%s' "$(ROOT)" > $@

# Compiled kernels are kept on disk; doing it here keeps the wait out of the first screening.
.venv/.warm: .venv/.setup $(wildcard src/comity/names/*.py src/comity/matching/*.py src/comity/matching/*/*.py)
	@$(BIN)/python tools/fresh_kernels.py
	@if $(BIN)/comity warm-up --help >/dev/null 2>&1; then \
		echo "Compiling the matching kernels, once"; $(BIN)/comity warm-up; fi
	@touch $@

.venv/.dev: .venv/.setup requirements-dev.lock
	@echo "Installing what tests, checks and documentation need"
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

# --- using it -----------------------------------------------------------------------------------

demo: .venv/.warm ## Import the invented lists, screen the invented customers, make a report
	@sh examples/demo.sh

test: .venv/.dev .venv/.warm ## Run the tests (WORKERS=3; TESTS=tests/model for a part)
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal $(TESTS)

lint: .venv/.dev ## Check format, rules, types and the direction of imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@COMITY_HOME="$(ROOT)/.venv/types" $(BIN)/mypy  # its Django plugin loads the settings, which make a key
	@$(BIN)/lint-imports

bench: .venv/.dev .venv/.warm ## Run every benchmark; each prints its machine, versions and medians
	@found=0; for each in benchmarks/*.py; do [ -f "$$each" ] || continue; found=1; \
		echo "== $$each"; $(BIN)/python "$$each" || exit 1; done; \
		[ $$found = 1 ] || echo "No benchmark yet."

# PyICU, which nomenklatura needs, has no wheel: where it cannot be compiled, the others are still measured.
bench-peers-setup: ## Install the peers that accuracy is measured beside, into .venv-peers
	@$(PYTHON) -m venv --without-pip --clear .venv-peers
	@$(PYTHON) -m pip --python .venv-peers/bin/python --disable-pip-version-check --quiet \
		install -r benchmarks/peers/requirements-peers.txt \
		|| { echo "nomenklatura could not be installed (it needs libicu-dev, pkg-config and g++); RapidFuzz alone"; \
		$(PYTHON) -m pip --python .venv-peers/bin/python --disable-pip-version-check --quiet \
		install $$(grep -i '^rapidfuzz==' benchmarks/peers/requirements-peers.txt); }
	@echo "Ready: make bench"

DATA ?= $(or $(COMITY_TEST_DATA),../shared/data)
evaluation: .venv/.dev .venv/.warm ## Measure accuracy again on the real files (DATA=folder), and write its pages and tables
	@$(BIN)/comity evaluate calibrate "$(DATA)/pairs/name_pairs_dev.csv" --out src/comity/matching/calibration.toml
	@$(BIN)/comity evaluate run --data "$(DATA)" --out docs/evaluation.md
	@COMITY_TEST_DATA="$(DATA)" $(BIN)/python benchmarks/accuracy.py docs/evaluation/peers.md

docs: .venv/.dev ## Build the documentation into site/, strictly; refuses an outdated reference
	@$(BIN)/python tools/reference.py --check
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "Documentation: site/index.html"

reference: .venv/.dev ## Write the generated pages of docs/reference anew
	@$(BIN)/python tools/reference.py

lock: .venv/.dev ## Resolve the three lock files anew from pyproject.toml
	@sh tools/lock.sh

clean: ## Remove everything that make made, the demonstration's store included
	@rm -rf .venv .venv-peers .demo site dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

endif
