# Everything a person types. `make help` lists it; tools/bootstrap.py does the set-up.
.DEFAULT_GOAL := help
.PHONY: help run install test check bench lock messages shots clean
PORT ?= 8000
DEMO ?= 1

# The first Python found here that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)

define bootstrap
@test -n "$(PYTHON)" || { echo "Socle needs Python 3.11 or newer. Install it (python.org, or your package manager), then run make again."; exit 1; }
@$(PYTHON) tools/bootstrap.py
endef

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | while IFS="$$(printf '\t')" read -r name words; do printf '  make %-10s %s\n' "$$name" "$$words"; done

run: ## set everything up and serve the site on http://localhost:8000 (PORT=8001 for another)
	$(bootstrap) run --port $(PORT) --demo $(DEMO)

install: ## set everything up and start nothing, for a server (docs/deploy.md)
	$(bootstrap) install

test: ## every test, on SQLite and on PostgreSQL, browser journeys included
	$(bootstrap) test

check: ## lint, types, import contracts, templates, strings, lock files
	$(bootstrap) check

bench: ## the benchmarks, as one table
	$(bootstrap) bench

shots: ## screenshots for the docs, of the site that make run serves (needs a browser)
	$(bootstrap) shots --port $(PORT)

messages: ## gather strings into src/socle/*/locale/*/LC_MESSAGES/django.po
	$(bootstrap) messages

lock: ## renew uv.lock and package-lock.json from the public indexes
	$(bootstrap) lock

clean: ## remove what make installed (your data in var/ stays)
	rm -rf .venv node_modules src/socle/foundation/static/vendor
