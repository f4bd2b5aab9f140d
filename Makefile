# One door to every task; CI runs the same words.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AXE := $(VENV)/browser/node_modules/axe-core/axe.min.js
SPECIMEN := fixtures/specimens/northlight
AS_OF := 2026-11-23
SECONDS ?= 60
EXAMPLES ?= 1000
BENCH ?= --sizes 1000,10000,100000 --rounds 5

.DEFAULT_GOAL := help
.PHONY: help demo test test-latest test-lowest constraints test-browser test-office test-official test-neovim lint types contracts docs expected mutate mutate-engine coverage bench real fuzz vscode wheel clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/art17: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.tested: $(BIN)/art17 constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group test --editable .
	@touch $@

demo: $(BIN)/art17 ## Set up, and check a complete specimen and a neglected one
	$(BIN)/art17 check $(SPECIMEN) --as-of $(AS_OF)
	-$(BIN)/art17 check $(SPECIMEN)-broken --as-of $(AS_OF)

test: $(VENV)/.tested lint types contracts ## Set up, and run every check and test
	$(BIN)/python -m pytest -n 2

test-latest: ## Run the same suite with the newest versions that the bounds allow
	$(PYTHON) -m venv build/latest
	build/latest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	build/latest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade --upgrade-strategy eager --group test --editable .
	build/latest/bin/python -m pytest -n 2

test-lowest: ## Run the same suite with the lower bounds of dependencies and extras, on Python 3.11
	python3.11 -m venv build/lowest
	build/lowest/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	build/lowest/bin/python tests/lowest.py > build/lowest/constraints.txt
	build/lowest/bin/python -m pip install --quiet --disable-pip-version-check --constraint build/lowest/constraints.txt --group test --editable .
	build/lowest/bin/python -m pytest -n 2

constraints: ## Write constraints.txt anew, with the newest versions
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	build/constraints/bin/python -m pip install --quiet --disable-pip-version-check --group test --editable .
	{ sed -n '/^\#/p' constraints.txt; build/constraints/bin/python -m pip freeze --exclude-editable; } > build/constraints.txt
	mv build/constraints.txt constraints.txt

test-browser: $(VENV)/.tested ## Test the HTML report and drawn graphs in Chromium, with axe-core; needs npm and Debian's chromium packages
	@command -v chromedriver >/dev/null && command -v chromium >/dev/null || { \
	  echo "test-browser needs Chromium and ChromeDriver (Debian: apt-get install chromium chromium-driver)" >&2; \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver >/dev/null; }
	@command -v npm >/dev/null || { echo "test-browser needs npm, to fetch axe-core" >&2; exit 1; }
	@test -f $(AXE) || npm install --silent --no-save --prefix $(VENV)/browser axe-core@4
	@command -v dot >/dev/null || { echo "test-browser needs Graphviz (Debian: apt-get install graphviz)" >&2; \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq graphviz >/dev/null; }
	@$(BIN)/python tests/reporting/official.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group browser
	ART17_BROWSER=1 ART17_AXE=$(abspath $(AXE)) ART17_MERMAID=$(abspath build/official/mermaid.min.js) $(BIN)/python -m pytest tests/browser -p no:randomly

test-office: $(VENV)/.tested ## Test the workbook there and back through LibreOffice; needs Debian's libreoffice-calc
	@command -v soffice >/dev/null || { echo "test-office needs LibreOffice (Debian: apt-get install libreoffice-calc)" >&2; \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-calc >/dev/null; }
	ART17_OFFICE=1 $(BIN)/python -m pytest tests/gate/test_workbook.py -k libreoffice -p no:randomly

test-official: $(VENV)/.tested ## Test SARIF and JUnit by official schemas, and the GitLab template by a runner; needs npm, to fetch them, and rsync
	@command -v rsync >/dev/null || { echo "test-official needs rsync (Debian: apt-get install rsync)" >&2; \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq rsync >/dev/null; }
	@$(BIN)/python tests/reporting/official.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group official
	ART17_OFFICIAL=1 $(BIN)/python -m pytest tests/reporting/test_official.py tests/gates/test_gitlab.py -p no:xdist

test-neovim: $(VENV)/.tested ## Test the language server in a headless Neovim; needs Debian's neovim
	@command -v nvim >/dev/null || { echo "test-neovim needs Neovim (Debian: apt-get install neovim)" >&2; \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends neovim >/dev/null; }
	ART17_NEOVIM=1 $(BIN)/python -m pytest tests/neovim -n0 -p no:randomly

lint: $(VENV)/.tested ## Style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested ## mypy and pyright, both strict
	$(BIN)/mypy
	PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(BIN)/pyright --pythonpath $(BIN)/python

contracts: $(VENV)/.tested ## Each floor imports only from below
	$(BIN)/lint-imports --no-cache

docs: $(BIN)/art17 ## Write the generated pages anew
	$(BIN)/python tests/generate_docs.py

expected: $(VENV)/.tested ## Write the expected reports of the specimens anew; read the diff
	$(BIN)/python -m pytest tests/test_specimens.py tests/reporting tests/evaluation tests/skeletons -p no:xdist --write-expected

mutate: $(BIN)/art17 ## Change each rule in every small way; some case must notice
	$(BIN)/art17 rules test --mutate $(notdir $(wildcard rules/*))

mutate-engine: $(VENV)/.tested ## Change what judges and what writes skeletons in every small way; some test must notice (half an hour)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group mutation
	$(BIN)/python tests/mutation/run.py

coverage: $(VENV)/.tested ## Branch coverage by the whole suite, started commands included; fails under 95 %
	rm -rf build/coverage && mkdir -p build/coverage
	$(BIN)/python -m coverage run -m pytest -n 2
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

$(VENV)/peers/.ready: pyproject.toml bench/peers/install.py
	$(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/python bench/peers/install.py
	@touch $@

bench: $(VENV)/peers/.ready ## Measure what is installed, in turns with its peers, on synthetic corpora; compare findings by hash
	$(PYTHON) -m venv $(VENV)/installed
	$(VENV)/installed/bin/python -m pip install --quiet --disable-pip-version-check .
	$(VENV)/installed/bin/python bench/run.py --peers $(VENV)/peers/bin/python $(BENCH)
	$(VENV)/installed/bin/python bench/scan.py
	$(VENV)/installed/bin/python bench/history.py
	for n in 1000 10000; do \
	  $(VENV)/installed/bin/python bench/corpus.py --n $$n --seed 17 --out build/session-$$n >/dev/null; \
	  $(VENV)/installed/bin/python bench/session.py build/session-$$n --config bench/manifest.yaml --select 'pack/*'; done

real: $(BIN)/art17 ## Score the reading of documents that others wrote, and what they answer of other types: make real REAL=FOLDER
	$(BIN)/python bench/real.py "$(REAL)"

fuzz: $(VENV)/.tested ## Longer: bytes for every reader (SECONDS each), rules and graphs for every law (EXAMPLES each), a hundred kills
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --group fuzz
	$(BIN)/python tests/fuzz/run.py --seconds $(SECONDS)
	ART17_FUZZ=$(EXAMPLES) $(BIN)/python -m pytest tests/properties tests/cli/test_interrupted.py -n 2

vscode: ## Check the types of the extension for VS Code, and pack it; needs npm
	@command -v npm >/dev/null || { echo "vscode needs npm" >&2; exit 1; }
	cd editors/vscode && npm install --silent --no-fund --no-audit && npm run --silent pack

wheel: $(VENV)/.tested ## Build the wheel
	$(BIN)/python -m build --wheel

clean: ## Remove what these commands made
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
