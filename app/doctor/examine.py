"""Runs all checks, in the order in which HIME would meet the faults when it starts."""

import os
import sys
from importlib.metadata import distributions
from pathlib import Path

from app import engine_wheel, installation
from app.doctor import (
    camera,
    device_choice,
    engine,
    exclusive_caps,
    models,
    nothing_sent,
    obs,
    onnx_runtime,
    opencv,
    permissions,
    pipewire,
    qt,
    virtual_camera,
)
from app.doctor.check import Check
from app.output.pipewire import PIPEWIRE
from app.output.v4l2loopback import ROOT
from app.settings import Settings


def examine(settings: Settings, root: Path = ROOT) -> list[Check]:
    """Run all checks. They change nothing, fetch nothing and send nothing. root: the folder that stands for /."""
    installed = {(found.name or "").lower().replace("_", "-") for found in distributions()}
    driver = None if installation.bundled() else engine_wheel.driver(root)  # a bundle uses no NVIDIA GPU
    if sys.platform == "linux":
        device = settings.output.device
        module = [virtual_camera.check(root), exclusive_caps.check(root), device_choice.check(root, device)]
        needed = [] if device == PIPEWIRE else module
        virtual = [permissions.check(root), *needed, pipewire.check(os.environ, device)]
    else:
        virtual = [obs.check(sys.platform, root)]
    return [
        opencv.check(installed),
        camera.check(),
        *virtual,
        onnx_runtime.check(installed, driver),
        engine.check(settings.enhance, installed, driver),
        models.check(settings),
        nothing_sent.check(settings.detection.engine),
        nothing_sent.check_old(os.environ.get("HOME")),
        qt.check(sys.platform),
    ]
