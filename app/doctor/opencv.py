"""Checks that exactly one OpenCV is installed and that it loads."""

from collections.abc import Collection

from app.doctor import wheels
from app.doctor.check import Check
from app.doctor.trial import cure, why_not

NAME = "OpenCV"  # the name of this check
# All wheels that share OpenCV's folder; the first is the one that HIME installs.
WHEELS = ("opencv-contrib-python", "opencv-python", "opencv-contrib-python-headless", "opencv-python-headless")


def check(installed: Collection[str]) -> Check:
    """installed: names of the installed distributions."""
    one = wheels.check(NAME, WHEELS, installed, WHEELS[0])
    reason = why_not("cv2") if one.ok else None
    if reason:
        return Check(NAME, False, f"{one.detail} does not load: {reason}", cure(reason, one.detail))
    return one
