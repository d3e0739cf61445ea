# make setup, make run, make test, make lint. Needs Python 3.11 or newer; PYTHON chooses which.
PYTHON ?= python3
BIN := .venv/bin
# What runs the network: cpu or gpu, ONNX Runtime's plain wheel or the one for NVIDIA.
ENGINE ?= $(shell $(PYTHON) -m app.engine_wheel)

.PHONY: setup run test test-lowest test-vm lint

setup: .venv/ready

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip uninstall -qq --yes onnxruntime onnxruntime-gpu # the two share a folder
	$(BIN)/pip install --quiet --editable '.[$(ENGINE),train,dev]'
	$(BIN)/hime models fetch
	touch $@

# In a window; without a display in the terminal, with figures and a comparison under out/.
DISPLAYED := $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname))
run: setup
	mkdir -p out
	$(BIN)/hime run $(if $(DISPLAYED),,--compare out/comparison.png --json out/run.json)

test: setup
	$(BIN)/python -m pytest

# The oldest versions that pyproject.toml allows, in an environment of their own, with the tests of the app. Not part of
# CI.
test-lowest:
	$(PYTHON) tests/lowest.py

# The real v4l2loopback, in a guest under QEMU: see tests/vm/README.md. Not part of CI.
test-vm: setup
	$(BIN)/python tests/vm/run.py

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
