# The front doors. `make help` lists them; the work is in bin/, in files named after the door.
.DEFAULT_GOAL := help
.PHONY: run test check bench assets demo help

run: ## serve the portal and its demo organisation at http://127.0.0.1:8000 (PORT=8001; DEMO=no serves an empty one)
	@bin/run

test: ## run every check and test, on every database that answers
	@bin/test

check: ## run what is quick, for daily work: lint, format, types, imports, house rules, pure rules
	@bin/check

bench: ## measure, each figure a ratio in one run
	@bin/bench

assets: ## build static/ again from static/src with npm (the built files are committed)
	@bin/assets

demo: ## throw the demo organisation away and make it again
	@bin/demo

help: ## list these doors
	@grep -E '^[a-z]+: ## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+): ## (.*)/  make \1\t\2/' | expand -t 16

export PORT DEMO
