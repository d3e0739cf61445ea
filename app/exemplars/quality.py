"""How good a headshot is as an exemplar."""

from dataclasses import dataclass

import cv2
import numpy as np

from hime_core.geometry import Image, KeyPoints

SHARP_SIDE = 128  # sharpness is judged at this side, so that a larger headshot is not sharper for its size
FULL_SIDE = 256  # pixels; a larger headshot teaches nothing more at the HR sizes in use


@dataclass(frozen=True)
class Pose:
    """Head pose from key points, in units of the face: 0 is frontal. yaw: nose over the eyes' distance; pitch: nose
    along the eyes-to-mouth line, relative to its middle; roll in radians."""

    yaw: float
    pitch: float
    roll: float

    def distance(self, other: "Pose") -> float:
        """How different two poses are; about 0.1 is a small turn of the head."""
        return abs(self.yaw - other.yaw) + abs(self.pitch - other.pitch) + 0.5 * abs(self.roll - other.roll)


def pose_of(face: KeyPoints) -> Pose:
    """Pose from five points, in the face's own frame."""
    left, right = np.array(face.eye_left), np.array(face.eye_right)
    across = right - left
    eyes = max(float(np.linalg.norm(across)), 1e-6)
    along = across / eyes
    down = np.array((-along[1], along[0]))
    nose, mouth = (np.array(p) - (left + right) / 2 for p in (face.nose, face.mouth))
    depth = max(float(mouth @ down), 1e-6)
    return Pose(
        yaw=float(nose @ along) / eyes,
        pitch=float(nose @ down) / depth - 0.5,
        roll=float(np.arctan2(across[1], across[0])),
    )


def quality_of(headshot: Image, pose: Pose) -> float:
    """0..1: the product of size, sharpness, exposure and frontality, each 0..1."""
    side = headshot.shape[0]
    grey = cv2.cvtColor(headshot, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (SHARP_SIDE, SHARP_SIDE), interpolation=cv2.INTER_AREA)
    contrast = max(float(small.std()), 1.0)
    edges = float(cv2.Laplacian(small, cv2.CV_32F).std()) / contrast  # relative: a flat light is not a blur
    size = min(1.0, side / FULL_SIDE)
    sharpness = min(1.0, edges / 0.25)
    clipped = float(((small < 8) | (small > 247)).mean())
    exposure = max(0.0, 1 - 2 * clipped) * min(1.0, contrast / 25)
    frontality = max(0.2, 1 - abs(pose.yaw))
    return size * sharpness * exposure * frontality
