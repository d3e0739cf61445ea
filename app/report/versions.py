"""Reports the versions of HIME, of Python, of the system and of the libraries that matter for a call."""

import platform
from importlib.metadata import PackageNotFoundError, version

# The report gives the versions of these packages. Only one of the onnxruntime packages is installed at a time.
PACKAGES = (
    "onnxruntime", "onnxruntime-gpu", "onnxruntime-directml", "mediapipe", "numpy", "opencv-contrib-python", "av",
    "PySide6-Essentials", "pyvirtualcam", "cv2-enumerate-cameras",
)  # fmt: skip


def versions() -> dict[str, str]:
    """Return versions by name. What is not installed is left out."""
    found = {"HIME": _version("hime"), "Python": platform.python_version(), "system": platform.platform()}
    found |= {name: _version(name) for name in PACKAGES}
    return {name: value for name, value in found.items() if value}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
