"""Checks that exactly one ONNX Runtime is installed, and that it is the one for this computer."""

from collections.abc import Collection

from app import engine_wheel, installation
from app.doctor import wheels
from app.doctor.check import Check

NAME = "ONNX Runtime"  # the doctor lists this check under this name
# HIME never installs these wheels. A person who has one of them chose it, so it stays.
OTHERS = ("onnxruntime-directml", "onnxruntime-openvino", "onnxruntime-qnn")
# All of these wheels share ONNX Runtime's folder.
WHEELS = ("onnxruntime-gpu", *OTHERS, engine_wheel.PLAIN)


def check(installed: Collection[str], driver: str | None) -> Check:
    """Check which wheel of ONNX Runtime is installed.

    installed: the names of the installed distributions. driver: the version of NVIDIA's driver, or None without one.
    """
    if installation.bundled():
        return Check(NAME, True, "part of HIME; this package of HIME runs on the CPU alone")
    fitting = engine_wheel.GPU if engine_wheel.extra(driver) == "gpu" else engine_wheel.PLAIN
    kept = next((wheel for wheel in OTHERS if wheel in installed), fitting)
    check = wheels.check(NAME, WHEELS, installed, kept)
    if not check.ok or driver is None or check.detail != engine_wheel.PLAIN:
        return check
    if fitting == engine_wheel.GPU:
        detail = f"NVIDIA's driver {driver} is here, and onnxruntime is the wheel for the CPU alone"
        return Check(NAME, False, detail, wheels.replace([engine_wheel.PLAIN], engine_wheel.GPU))
    if engine_wheel.too_old(driver, engine_wheel.NEWEST_CUDA):
        oldest = engine_wheel.OLDEST_DRIVER[engine_wheel.NEWEST_CUDA]
        detail = f"{check.detail}; onnxruntime-gpu needs NVIDIA's driver {oldest} or newer, here is {driver}"
        return Check(NAME, True, detail)
    return check


def reinstall(installed: Collection[str]) -> str:
    """Return the command that installs the present wheel once more."""
    found = next((wheel for wheel in WHEELS if wheel in installed), engine_wheel.PLAIN)
    wheel = engine_wheel.GPU if found == "onnxruntime-gpu" else found
    return installation.pip(f'install --force-reinstall "{wheel}"')
