# make run: the app. make test, make lint: they add training and tools. Needs Python 3.11 or newer; PYTHON chooses which.
PYTHON ?= python3
BIN := .venv/bin
# What runs the network: cpu or gpu, ONNX Runtime's plain wheel or the one for NVIDIA.
ENGINE ?= $(shell $(PYTHON) -m app.engine_wheel)
# Exact versions, each with the hashes of its files: see requirements/README.md.
LOCKED := $(BIN)/pip install --quiet --require-hashes
# Whether GitHub would understand a file. The schemas are in the package, so nothing is fetched.
SCHEMA := $(BIN)/check-jsonschema --quiet --builtin-schema

.PHONY: setup setup-all run test test-lowest test-newest test-vm lint lock

# The app alone.
setup: .venv/ready

# The app, training, and what tests and linters need: several gigabytes.
setup-all: .venv/ready-all

.venv/ready: pyproject.toml requirements/cpu.txt requirements/gpu.txt
	@echo "Installing HIME into .venv, which takes a minute"
	$(PYTHON) -m venv .venv
	$(BIN)/pip uninstall -qq --yes onnxruntime onnxruntime-gpu # the two share a folder
	$(LOCKED) --requirement requirements/$(ENGINE).txt
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@

.venv/ready-all: .venv/ready requirements/all.txt
	$(LOCKED) --requirement requirements/all.txt
	$(BIN)/hime models fetch
	touch $@

# In a window; without a display in the terminal, with figures and a comparison under out/.
DISPLAYED := $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname))
run: setup
	mkdir -p out
	$(BIN)/hime run $(if $(DISPLAYED),,--compare out/comparison.png --json out/run.json)

# Two files of tests at once: a test seldom keeps more than one core busy.
test: setup-all
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

# The oldest versions that pyproject.toml allows, and the newest that there are, each in an environment of its own, with
# the tests of the app. Not part of CI.
test-lowest:
	$(PYTHON) tests/versions.py lowest
test-newest:
	$(PYTHON) tests/versions.py newest

# The real v4l2loopback, in a guest under QEMU: see tests/vm/README.md. Not part of CI.
test-vm: setup-all
	$(BIN)/python tests/vm/run.py

lint: setup-all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(SCHEMA) vendor.github-workflows .github/workflows/*.yml
	$(SCHEMA) custom.github-workflows-require-timeout .github/workflows/*.yml
	$(SCHEMA) vendor.dependabot .github/dependabot.yml
	$(SCHEMA) vendor.github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(SCHEMA) vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml

# Renews requirements/: see requirements/README.md.
lock: setup-all
	$(BIN)/python requirements/lock.py

# Packages with a Python of their own, in dist/: see docs/packages.md.
build/bundle-env/ready: requirements/bundle.txt
	$(PYTHON) -m venv build/bundle-env
	build/bundle-env/bin/pip install --quiet --require-hashes --requirement requirements/bundle.txt
	touch $@

.PHONY: bundle deb
bundle: build/bundle-env/ready
	build/bundle-env/bin/pip install --quiet --no-deps --force-reinstall .
	build/bundle-env/bin/python packaging/bundle.py

deb: bundle
	build/bundle-env/bin/python packaging/deb.py
