"""What settings may name. Apart from what runs it, so that reading settings loads nothing."""

from typing import Literal

DetectorEngine = Literal["onnxruntime", "mediapipe"]  # what BlazeFace, the face detector, runs in
