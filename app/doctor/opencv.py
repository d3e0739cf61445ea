"""Is there one OpenCV, and does it load?"""

from collections.abc import Collection

from app.doctor import wheels
from app.doctor.check import Check
from app.doctor.trial import cure, why_not

NAME = "OpenCV"
WHEELS = ("opencv-contrib-python", "opencv-python", "opencv-contrib-python-headless", "opencv-python-headless")


def check(installed: Collection[str]) -> Check:
    """installed: names of distributions."""
    one = wheels.check(NAME, WHEELS, installed, WHEELS[0])
    reason = why_not("cv2") if one.ok else None
    if reason:
        return Check(NAME, False, f"{one.detail} does not load: {reason}", cure(reason, one.detail))
    return one
