"""The engines that settings may name. They have a file of their own, so that reading settings loads no engine."""

from typing import Literal

# The network runs on one of these. "auto" means the fastest engine of this machine.
NetworkEngine = Literal["auto", "cpu", "tensorrt"]
# BlazeFace, the face detector, runs in one of these.
DetectorEngine = Literal["onnxruntime", "mediapipe"]
