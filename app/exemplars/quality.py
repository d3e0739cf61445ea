"""Measures how good a headshot is as an exemplar."""

from dataclasses import dataclass

import cv2
import numpy as np

from hime_core.geometry import Image, KeyPoints

# Sharpness is judged after the headshot was resized to this many pixels a side. So its size makes no difference.
SHARPNESS_SIDE = 128
# A headshot of at least this many pixels a side is as good as a larger one, because no HR size in use is larger.
FULL_SIDE = 256


@dataclass(frozen=True)
class Pose:
    """The pose of a head, from its key points. All three are 0 if the face is upright and looks into the camera."""

    yaw: float  # how far the nose is to the side, divided by the distance between the eyes
    pitch: float  # how far the nose is below the middle between eyes and mouth, divided by their distance
    roll: float  # the angle of the line between the eyes, in radians

    def distance(self, other: "Pose") -> float:
        """Return how different two poses are. A small turn of the head makes a distance of about 0.1."""
        return abs(self.yaw - other.yaw) + abs(self.pitch - other.pitch) + 0.5 * abs(self.roll - other.roll)


def pose_of(face: KeyPoints) -> Pose:
    """Return the pose of a face.

    Yaw is measured along the line between the eyes, and pitch at a right angle to it. So roll changes neither.
    """
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
    """Return the quality (0..1) of a square BGR headshot.

    It is the product of size, sharpness, exposure and frontality, each 0..1. pose: the pose of the head in it.
    """
    side = headshot.shape[0]
    grey = cv2.cvtColor(headshot, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (SHARPNESS_SIDE, SHARPNESS_SIDE), interpolation=cv2.INTER_AREA)
    contrast = max(float(small.std()), 1.0)
    # Flat light weakens edges and contrast alike. Their ratio stays, so that flat light does not count as blur.
    edges = float(cv2.Laplacian(small, cv2.CV_32F).std()) / contrast
    size = min(1.0, side / FULL_SIDE)
    sharpness = min(1.0, edges / 0.25)
    clipped = float(((small < 8) | (small > 247)).mean())
    exposure = max(0.0, 1 - 2 * clipped) * min(1.0, contrast / 25)
    frontality = max(0.2, 1 - abs(pose.yaw))
    return size * sharpness * exposure * frontality
