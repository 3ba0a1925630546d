# Depesche: one way in. `make help` lists what there is.
.DEFAULT_GOAL := help
PY := .venv/bin/python
STAMP := .venv/.depesche-stamp
SOURCES := src tests bench tools conftest.py

$(STAMP): requirements.txt pyproject.toml
	@test -x $(PY) || python3 -m venv .venv
	@echo "depesche: installing the locked dependencies (about a minute the first time) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

.PHONY: help setup run format lint types migrations test check bench docs map messages checkers gallery screenshots lock chromium

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: $(STAMP) ## make .venv and install the locked dependencies

run: setup ## the demo newspaper, served until Ctrl-C (PORT=8100 where 8000 is taken)
	@.venv/bin/depesche demo $(if $(PORT),--port $(PORT))

format: setup ## ruff, in place
	@$(PY) -m ruff check --fix --quiet $(SOURCES); $(PY) -m ruff format $(SOURCES)

lint: setup ## ruff, djlint, the floors of the house
	@$(PY) -m ruff check $(SOURCES)
	@$(PY) -m ruff format --check $(SOURCES)
	@$(PY) -m djlint --quiet --lint src/depesche/portal/templates
	@.venv/bin/lint-imports

types: setup ## mypy, strict
	@$(PY) -m mypy src/depesche

migrations: setup ## no model without its migration
	@$(PY) -m django makemigrations --check --dry-run --settings depesche.settings

chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then echo "depesche: installing Debian's chromium for the browser tests …"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else echo "depesche: the browser tests need Debian's chromium: run 'sudo apt install chromium', then 'make test' again. They are skipped now."; fi; }

checkers: ## what only the tests use: axe and the Nu HTML checker (npm)
	@test -d tools/checkers/node_modules || { command -v npm >/dev/null \
	  && npm ci --prefix tools/checkers --silent --no-audit --no-fund --ignore-scripts \
	  || echo "depesche: axe and the Nu HTML checker need npm (apt install npm) and a network once. Their tests are skipped now."; }

gallery: setup ## every kind of page with sample texts, for whoever changes the look
	@$(PY) tools/gallery.py

test: setup chromium checkers ## every test, the browser's included
	@$(PY) -m pytest -q -rs -m "not browser" -n auto --dist loadfile
	@$(PY) -m pytest -q -rs -m browser  # by themselves: a browser's event loop stays in its process

check: lint types migrations ## lint, types, migrations, quick tests
	@$(PY) -m pytest -q -m "not browser" -x -n auto --dist loadfile

bench: setup ## figures: pages, publishing, import, with 1,000 and 100,000 articles
	@$(PY) -m bench

map: setup ## the house: floors, rooms, their docstrings
	@$(PY) tools/map.py

docs: setup ## write the reference pages that are generated
	@$(PY) tools/reference.py

screenshots: setup chromium ## the README's pictures, from the demo paper
	@$(PY) tools/screenshots.py

messages: setup ## collect the strings of the interface, compile the German
	@$(PY) tools/messages.py

lock: setup ## pin every dependency with its hashes
	@.venv/bin/pip-compile --quiet --extra dev --generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links --allow-unsafe -o requirements.txt pyproject.toml
