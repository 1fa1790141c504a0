# repomill. `make` lists the targets.
VENV   ?= .venv
PYTHON ?= python3
INPUT  ?= packages:installed
OUT    ?= sample/corpus
BIN    := $(VENV)/bin

.PHONY: help sample train-sample ablate test fast check bench score-imports bench-scale clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

sample: $(VENV)/.installed  ## curate a real corpus: the packages installed here, or INPUT=~/src
	$(BIN)/repomill curate $(INPUT) --out $(OUT) --config conf/sample.yaml --overwrite

train-sample: $(VENV)/.installed-train  ## from the sample corpus to a tokenizer, a tiny model, an infill and an export
	test -d $(OUT)/corpus/_delta_log || $(MAKE) sample
	rm -rf sample/run sample/model
	$(BIN)/python jobs/train_tokenizer.py conf/training/tiny-tokenizer.yaml
	TORCH_DISABLE_SHARE_RDZV_TCP_STORE=1 $(BIN)/torchrun --standalone --nproc-per-node 2 jobs/train.py conf/training/tiny.yaml
	printf 'import <FILL>\n\nimport sys\n' | $(BIN)/repomill generate sample/run --infill --tokens 16 -
	$(BIN)/repomill export-model sample/run sample/model

ablate: $(VENV)/.installed-train  ## tiny models that differ in order, infilling, deduplication or path headers, compared
	test -d $(OUT)/corpus/_delta_log || $(MAKE) sample
	$(BIN)/python -m bench.ablation conf/training/ablation.yaml

test: $(VENV)/.installed-dev  ## all tests: those in Spark at the same time as the others, told after them
	@log=$$(mktemp); $(BIN)/python -m pytest -m spark > $$log 2>&1 & spark=$$!; trap "kill $$spark; rm $$log" INT TERM; \
	$(BIN)/python -m pytest -m "not spark"; others=$$?; \
	wait $$spark; status=$$?; cat $$log; rm $$log; exit $$((others | status))

fast: $(VENV)/.installed-dev  ## the inner loop: tests that need no JVM
	$(BIN)/python -m pytest -m "not spark and not slow"

check: $(VENV)/.installed-dev  ## lint, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev  ## speed, as ratios measured in one run
	$(BIN)/python -m bench.bench_parse
	$(BIN)/python -m bench.bench_minhash
	$(BIN)/python -m bench.bench_rules
	$(BIN)/python -m bench.bench_privacy
	$(BIN)/python -m bench.bench_broken
	$(BIN)/python -m bench.bench_order
	$(BIN)/python -m bench.bench_memory

bench-scale: $(VENV)/.installed-dev  ## one core and two, a fifth of the data and all, both engines: sample/scale/scale.md and .png
	$(BIN)/python -m bench.bench_scale sample/scale

score-imports: $(VENV)/.installed-dev  ## dependencies against compilers, on packages of the registries (LANGUAGES="c go")
	$(BIN)/python -m bench.scoreboard.install $(LANGUAGES)
	$(BIN)/python -m bench.scoreboard.score $(LANGUAGES)

clean:  ## remove what `make sample` and the tools made (not the environment)
	rm -rf sample build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "repomill needs Python 3.11 or later; set PYTHON=python3.x")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml conf/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r conf/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.installed-train: $(VENV)/.installed conf/requirements-train.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r conf/requirements-train.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed-train conf/requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r conf/requirements-dev.txt
	@touch $@
