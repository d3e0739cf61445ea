"""What runs here: HIME, Python, the system, and the libraries that decide how a call goes."""

import platform
from importlib.metadata import PackageNotFoundError, version

# The packages whose versions are told; of the engines only one is installed.
PACKAGES = (
    "onnxruntime", "onnxruntime-gpu", "onnxruntime-directml", "mediapipe", "numpy", "opencv-contrib-python", "av",
    "PySide6-Essentials", "pyvirtualcam", "cv2-enumerate-cameras",
)  # fmt: skip


def versions() -> dict[str, str]:
    """Name -> version, of what is installed."""
    told = {"HIME": _version("hime"), "Python": platform.python_version(), "system": platform.platform()}
    told |= {name: _version(name) for name in PACKAGES}
    return {name: value for name, value in told.items() if value}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
