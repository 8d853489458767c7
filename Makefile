# The two commands that set everything up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# An editable install compiles nothing, and where Python must not write byte code every start would
# pay for it.
COMPILE := $(BIN)/python -m compileall -q src
SOURCES := src tests scripts benchmarks

.PHONY: help demo test test-exhaustive bench docs man agreement lint distributions debian-tools clean

help:
	@echo "make demo             install into .venv, annotate the bundled example, do a look-up"
	@echo "make test             everything that CI runs"
	@echo "make test-exhaustive  the longer sweeps as well"
	@echo "make bench            measure speed as ratios against other programs"
	@echo "make docs             write the generated pages in docs/"
	@echo "make man              write the manual pages in man/"
	@echo "make agreement        compare with all other annotators, write docs/agreement.md"
	@echo "make clean            remove .venv and what the other commands made"

$(VENV)/python.stamp:
	$(PYTHON) -c 'import sys; sys.exit("foxp3tool needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade "pip>=25.1"
	@touch $@

$(VENV)/installed.stamp: $(VENV)/python.stamp pyproject.toml
	$(PIP) install --editable .
	$(COMPILE)
	@touch $@

$(VENV)/test-tools.stamp: $(VENV)/installed.stamp
	$(PIP) install --editable ".[figure,oracles,report,tables]" --group dev
	$(COMPILE)
	@touch $@

demo: $(VENV)/installed.stamp
	@mkdir -p demo
	$(BIN)/foxp3tool annotate examples/ipex_demo.GRCh38.vcf -o demo/ipex_demo.GRCh38.tsv
	$(BIN)/foxp3tool annotate --quiet examples/ipex_demo.GRCh38.vcf \
		--columns hgvs_c,hgvs_p,consequence,ipex_match,clinvar_significance,ipex_references
	@echo
	$(BIN)/foxp3tool lookup 'c.1150G>A' --columns minimal
	@echo
	@echo "The whole table is in demo/ipex_demo.GRCh38.tsv. Research use only; not a diagnosis."

debian-tools:
	@scripts/install_debian_tools.sh

lint: $(VENV)/test-tools.stamp
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy

distributions: $(VENV)/test-tools.stamp
	$(BIN)/python scripts/check_distributions.py

test: $(VENV)/test-tools.stamp debian-tools lint distributions
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest -n auto -m "not exhaustive"

test-exhaustive: $(VENV)/test-tools.stamp debian-tools
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest -n auto

bench: $(VENV)/test-tools.stamp debian-tools
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python benchmarks/run.py
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python benchmarks/genome.py

docs: $(VENV)/test-tools.stamp
	$(BIN)/python scripts/generate_docs.py

man: $(VENV)/test-tools.stamp
	$(BIN)/python scripts/generate_man.py

agreement: $(VENV)/test-tools.stamp
	@scripts/install_oracles.sh $(BIN)/python
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python scripts/generate_agreement.py

clean:
	rm -rf $(VENV) .venv-mehari demo build dist
	find . -name __pycache__ -prune -exec rm -rf {} +
