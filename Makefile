# make chat    the chat page over the sample editions, at http://127.0.0.1:7860
#              (make chat ARGS=--allow-uploads: papers can be added on the page)
# make test    ruff, mypy --strict and the tests
# Both set up .venv first when it is missing or out of date. PYTHON=... chooses the interpreter it is made from.

.DEFAULT_GOAL := help
.PHONY: help setup chat test lint eval bench clean FORCE
.DELETE_ON_ERROR:

VENV ?= .venv
RUN := $(VENV)/bin/python
# Set ARGS to hand options on: make chat ARGS="--archive var/archive --port 8000"
ARGS ?=
# Processes that the tests run in.
WORKERS ?= 2
# glibc keeps what they free: on some virtual machines to be handed memory anew costs more than to work in it.
KEEP := MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TRIM_THRESHOLD_=1000000000 MALLOC_TOP_PAD_=67108864
# Benchmarks are not part of the project: WENBAO_DATA names the folder that holds them.
DATA := $(WENBAO_DATA)

# A virtual environment whose interpreter is gone or no longer runs is made anew.
BROKEN := $(shell $(RUN) -c '' >/dev/null 2>&1 || echo FORCE)

help:
	@echo 'make chat    ask the newspaper in your browser, over the sample editions;'
	@echo '             ARGS=--allow-uploads lets papers be added on the page'
	@echo 'make test    ruff, mypy --strict and the tests'
	@echo 'make lint    the first two alone'
	@echo 'make eval    how well the sample questions are answered'
	@echo 'make bench   the public benchmarks in the folder that WENBAO_DATA names'
	@echo 'make setup   only install, into $(VENV)'
	@echo 'make clean   remove $(VENV), var/sample and the caches; archives of your own stay'

setup: $(VENV)/.ready-dev

chat: $(VENV)/.ready
	@$(RUN) app.py $(ARGS)

lint: $(VENV)/.ready-dev
	$(RUN) -m ruff check .
	$(RUN) -m mypy

# A test file at a time on each of two cores; make test WORKERS=0 runs them in one process.
test: lint
	$(KEEP) $(RUN) -m pytest --numprocesses=$(WORKERS) --dist=loadfile $(ARGS)

eval: $(VENV)/.ready
	$(RUN) -m eval run $(ARGS)

bench: $(VENV)/.ready
	@test -f '$(DATA)/cmrc2018_dev.jsonl.gz' || { \
	    echo 'make bench reads cmrc2018_dev.jsonl.gz: set WENBAO_DATA to the folder it is in.' >&2; exit 1; }
	$(RUN) -m eval reader '$(DATA)/cmrc2018_dev.jsonl.gz' $(ARGS)
	$(RUN) -m eval convert '$(DATA)/cmrc2018_dev.jsonl.gz' \
	    --corpus var/bench/corpus.jsonl --queries var/bench/queries.jsonl
	$(RUN) -m eval retrieval --corpus var/bench/corpus.jsonl --queries var/bench/queries.jsonl $(ARGS)

clean:
	rm -rf '$(VENV)' var/sample var/bench .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find app.py index qa eval train tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The stamp is written last, so that an installation that was broken off is taken up again.
$(VENV)/.ready: pyproject.toml constraints.txt $(BROKEN)
	@set -e; \
	if ! $(RUN) -c '' >/dev/null 2>&1; then \
	    chosen=; \
	    for python in $(if $(PYTHON),'$(PYTHON)',python3 python3.13 python3.12 python3.11 python); do \
	        if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	            chosen=$$python; break; fi; \
	    done; \
	    if [ -z "$$chosen" ]; then \
	        echo 'Wenbao needs Python 3.11 or newer, and found none$(if $(PYTHON), in PYTHON=$(PYTHON)).' >&2; \
	        echo 'Install one, then name it: make chat PYTHON=/path/to/python3.11' >&2; exit 1; fi; \
	    if ! "$$chosen" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	        echo "$$chosen cannot make virtual environments: install its venv module" >&2; \
	        echo '(Debian and Ubuntu: apt-get install python3-venv), then try again.' >&2; exit 1; fi; \
	    echo "Setting up $(VENV) with $$chosen; the packages take some minutes the first time."; \
	    "$$chosen" -m venv --clear '$(VENV)'; \
	fi
	@$(RUN) -m pip install --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@$(RUN) -m pip install --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

FORCE:
