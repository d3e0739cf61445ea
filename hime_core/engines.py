"""What settings may name. Apart from what runs it, so that reading settings loads nothing."""

from typing import Literal

# What the network runs on: whichever is fastest here, or one alone.
NetworkEngine = Literal["auto", "cpu", "tensorrt"]
DetectorEngine = Literal["onnxruntime", "mediapipe"]  # what BlazeFace, the face detector, runs in
