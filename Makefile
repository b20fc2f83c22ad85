# The one command surface. `make` alone explains itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := build
NODE := $(shell command -v node 2>/dev/null)
JAVASCRIPT := conformance/implementations/javascript

.DEFAULT_GOAL := help
.PHONY: help conform test check lint types bench report clean

help: ## what there is to make
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.ready: pyproject.toml requirements.lock
	@echo 'Installing taospec, its tools and peers into $(VENV), once; this takes a few minutes.'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable '.[dev,peers]'
	@touch $@

# An implementation that deviates still gets its report; the exit code comes after it.
conform: $(VENV)/.ready ## run the suite against the model over a real pipe and against JavaScript, write the report
	@mkdir -p $(OUT)
	@rm -f $(OUT)/*.jsonl
	@echo '1. The model over a real pipe, every vector:'; \
	$(BIN)/taospec conform 'stdio:$(BIN)/taospec serve' --results $(OUT)/reference.jsonl; \
	status=$$?; shown="the model (exit code $$status)"; \
	if [ -n "$(NODE)" ]; then \
	  echo '2. JavaScript, written from the prose:'; \
	  $(BIN)/taospec conform 'stdio:$(NODE) $(JAVASCRIPT)/adapter.js' --results $(OUT)/javascript.jsonl; \
	  code=$$?; [ $$code = 0 ] || status=$$code; shown="$$shown, JavaScript (exit code $$code)"; \
	else \
	  echo '2. Node.js is not installed: the JavaScript implementation was not asked.'; \
	fi; \
	echo '3. Every invariant, settled by the solver:'; \
	$(BIN)/taospec prove --out $(OUT)/proofs.jsonl; \
	code=$$?; [ $$code = 0 ] || status=$$code; shown="$$shown, the proofs (exit code $$code)"; \
	echo '4. The report of all of it:'; \
	if $(BIN)/taospec report $(OUT)/*.jsonl --out $(OUT)/report; \
	then told='Read it: open $(OUT)/report/index.html in a browser.'; \
	else status=$$?; told='The report could not be written.'; fi; \
	echo "Shown: $$shown. Logs: $(OUT)/*.jsonl. $$told"; \
	exit $$status

test: $(VENV)/.ready ## run the tests
	$(BIN)/python -m pytest -n 2

check: lint types test ## all gates: lint, types, tests, rules, vectors, proofs
	$(BIN)/taospec rules --check
	$(BIN)/taospec vectors lint
	$(BIN)/taospec vectors verify
	$(BIN)/taospec prove

lint: $(VENV)/.ready ## ruff
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.ready ## mypy, strict
	$(BIN)/mypy

bench: $(VENV)/.ready ## benchmarks, out of the default run
	$(BIN)/python -m pytest tests/benchmarks --benchmark-only --benchmark-columns=min,median,ops,rounds

report: $(VENV)/.ready ## write the report from the last run
	$(BIN)/taospec report $(wildcard $(OUT)/*.jsonl) --out $(OUT)/report

clean: ## remove what was built
	rm -rf $(OUT) .pytest_cache .mypy_cache .ruff_cache .hypothesis
