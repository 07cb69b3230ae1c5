# make run    set up what is needed and serve Regulars (second time: seconds)
# make test   set up what tests need and run every check
# Options: make run DATA=folder PORT=8000     make test-unit T=tests/rules
PY ?= python3
V := .venv/bin
DATA ?=
PORT ?=
T ?= tests
XDIST ?= -n 2
SHELL := /bin/bash
export UV_PYTHON_DOWNLOADS = never
export UV_NO_PROGRESS = 1
export PYTHONDONTWRITEBYTECODE =

PO := $(wildcard src/regulars/locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
# uv takes a quarter of pip's time; where it cannot reach its index, pip with its own set-up may.
install = $(V)/uv pip install -q --python $(V)/python $(1) || $(V)/pip install -q $(1)

.PHONY: run test checks lint types contracts house migrations test-unit test-postgres test-browser \
	words pictures lock bench chaos wheel wheel-test clean format

run: .venv/.prod $(MO)
	@exec $(V)/regulars $(if $(DATA),--data "$(DATA)") serve --end-with-parent $(if $(PORT),--port $(PORT))

# One pass that fails keeps none of the others from saying what they found.
test: checks
	@$(MAKE) --no-print-directory --keep-going test-unit test-postgres test-browser

checks: lint types contracts house migrations

# --- set-up -----------------------------------------------------------------------------------

.venv/bin/uv: tools/bootstrap.txt
	@$(PY) tools/python_fits.py
	@$(PY) -m venv .venv
	@echo "Setting up. This takes about a minute, once."
	@$(V)/pip install -q --disable-pip-version-check --require-hashes -r tools/bootstrap.txt
	@touch $@

.venv/.prod: requirements.txt pyproject.toml | .venv/bin/uv
	@$(call install,--require-hashes -r requirements.txt)
	@$(call install,--no-deps -e .)
	@touch $@

.venv/.dev: requirements-dev.txt tools/published.txt .venv/.prod
	@$(call install,--require-hashes -r requirements-dev.txt)
	@$(call install,--no-deps --require-hashes -r tools/published.txt)
	@touch $@

# A browser for the browser tests: from the system where we may, else they are skipped and say so.
.venv/.browser: .venv/.dev tools/browser.sh
	@tools/browser.sh && touch $@ || true

# Servers that only tests of the engine for several machines speak to, likewise.
.venv/.servers: .venv/.dev tools/servers.sh
	@tools/servers.sh && touch $@ || true

# A mail server for the tests of the mailbox, likewise.
.venv/.dovecot: .venv/.dev tools/dovecot.sh
	@tools/dovecot.sh && touch $@ || true

# The collector of words, likewise.
.venv/.gettext: .venv/.dev tools/gettext.sh
	@tools/gettext.sh && touch $@ || true

# What Twilio itself says of its interface, likewise.
.venv/.twilio: .venv/.dev tools/twilio_spec.sh
	@tools/twilio_spec.sh && touch $@ || true

%.mo: %.po | .venv/.prod
	@$(V)/python tools/words.py compile $<

# --- checks -----------------------------------------------------------------------------------

lint: .venv/.dev
	$(V)/ruff check .
	$(V)/ruff format --check .

format: .venv/.dev
	$(V)/ruff check --fix .
	$(V)/ruff format .

types: .venv/.dev
	$(V)/mypy

contracts: .venv/.dev
	@$(V)/lint-imports --no-logo 2>/dev/null || $(V)/lint-imports

house: .venv/.dev
	$(V)/python tools/house.py

migrations: .venv/.dev
	DJANGO_SETTINGS_MODULE=tests.settings $(V)/python -m django makemigrations --check --dry-run

test-unit: .venv/.dev .venv/.gettext .venv/.dovecot .venv/.twilio $(MO)
	$(V)/pytest $(XDIST) -q -m "not browser" $(T)

test-postgres: .venv/.dev .venv/.servers $(MO)
	REGULARS_TEST_DATABASE=postgres $(V)/pytest $(XDIST) -q -rs -m "not browser and not slow" $(T)

pictures: .venv/.dev .venv/.browser $(MO)
	@mkdir -p docs/use/pictures
	REGULARS_PICTURES=yes $(V)/pytest -q -m browser tests/browser/test_pictures.py

test-browser: .venv/.dev .venv/.browser $(MO)
	$(V)/pytest $(XDIST) -q -rs -m browser tests/browser

# The long form of the kill tests: more rounds of what make test does a few times.
# Each step says how far it is; what was finished is kept in a file, also when the run is ended.
CHAOS ?= .chaos.jsonl
chaos: .venv/.dev $(MO)
	rm -f $(CHAOS)
	REGULARS_CHAOS_ROUNDS=60 REGULARS_CHAOS_TABLE=$(CHAOS) $(V)/pytest -q -m slow tests
	$(V)/python -m tools.chaos $(CHAOS)

bench: .venv/.dev $(MO)
	$(V)/python -m tools.bench
	$(V)/python -m tools.bench.science
	$(V)/python -m tools.bench.sending

# --- files made by a command ------------------------------------------------------------------

# Collects every text that people read into src/regulars/locale (needs xgettext).
words: .venv/.prod
	$(V)/python tools/words.py collect

COMPILE = $(V)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --upgrade
# What make run installs holds the extras that an owner without a server uses; the wheel stays light.
OWNERS = --extra paper --extra caldav
lock: | .venv/bin/uv
	$(COMPILE) $(OWNERS) pyproject.toml -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) tools/bootstrap.in -o tools/bootstrap.txt
	$(COMPILE) --no-deps tools/published.in -o tools/published.txt

wheel: .venv/.dev $(MO)
	@rm -rf dist
	@$(V)/python -m build --wheel --no-isolation --outdir dist . >/dev/null
	@ls -l dist

# Installs the wheel into a bare environment with hashed requirements and serves from it.
wheel-test: wheel
	$(V)/python tools/try_wheel.py

clean:
	rm -rf .venv dist build test-results .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache $(MO)
