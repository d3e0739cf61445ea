"""How good a headshot is as an exemplar."""

from dataclasses import dataclass

import cv2
import numpy as np

from hime_core.geometry import Image, KeyPoints

# Pixels, the side at which sharpness is judged, so that a headshot is not sharper only because it is larger.
SHARPNESS_SIDE = 128
# Pixels, the side from which a headshot is as good as a larger one: HR sizes in use are no larger.
FULL_SIDE = 256


@dataclass(frozen=True)
class Pose:
    """The pose of a head, from key points. All three are 0 for an upright face that looks into the camera."""

    yaw: float  # how far the nose is to the side, as a share of the distance between the eyes
    pitch: float  # how far the nose is below the middle between eyes and mouth, as a share of their distance
    roll: float  # the angle of the line between the eyes, in radians

    def distance(self, other: "Pose") -> float:
        """How different two poses are. 0.1 is about a small turn of the head."""
        return abs(self.yaw - other.yaw) + abs(self.pitch - other.pitch) + 0.5 * abs(self.roll - other.roll)


def pose_of(face: KeyPoints) -> Pose:
    """The pose of a face. Yaw and pitch are measured along the line between the eyes, so that roll changes neither."""
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
    """The quality of a BGR headshot, 0..1: the product of size, sharpness, exposure and frontality, each 0..1."""
    side = headshot.shape[0]
    grey = cv2.cvtColor(headshot, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (SHARPNESS_SIDE, SHARPNESS_SIDE), interpolation=cv2.INTER_AREA)
    contrast = max(float(small.std()), 1.0)
    edges = float(cv2.Laplacian(small, cv2.CV_32F).std()) / contrast  # relative, since flat light is not blur
    size = min(1.0, side / FULL_SIDE)
    sharpness = min(1.0, edges / 0.25)
    clipped = float(((small < 8) | (small > 247)).mean())
    exposure = max(0.0, 1 - 2 * clipped) * min(1.0, contrast / 25)
    frontality = max(0.2, 1 - abs(pose.yaw))
    return size * sharpness * exposure * frontality
