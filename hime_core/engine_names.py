"""The engines that settings may name. They have a file of their own, so that reading settings loads no engine."""

from typing import Literal

# What the network runs on. "auto" is whatever is fastest on this machine.
NetworkEngine = Literal["auto", "cpu", "tensorrt"]
# What BlazeFace, the face detector, runs in.
DetectorEngine = Literal["onnxruntime", "mediapipe"]
