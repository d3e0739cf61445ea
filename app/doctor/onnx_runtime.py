"""Is there one ONNX Runtime?"""

from collections.abc import Collection

from app.doctor import wheels
from app.doctor.check import Check

NAME = "ONNX Runtime"
# First the one to keep where several came: a GPU's wheel was chosen, the plain one came along with something else.
WHEELS = ("onnxruntime-gpu", "onnxruntime-directml", "onnxruntime-openvino", "onnxruntime-qnn", "onnxruntime")


def check(installed: Collection[str]) -> Check:
    """installed: names of distributions."""
    return wheels.check(NAME, WHEELS, installed, wanted="onnxruntime")
