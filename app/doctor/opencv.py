"""Checks that exactly one OpenCV is installed and that it loads."""

from collections.abc import Collection
from dataclasses import replace

from app import installation
from app.doctor import wheels
from app.doctor.check import Check
from app.doctor.trial import cure, why_not

NAME = "OpenCV"  # the doctor lists this check under this name
# All of these wheels share OpenCV's folder. HIME installs the first one.
WHEELS = ("opencv-contrib-python", "opencv-python", "opencv-contrib-python-headless", "opencv-python-headless")


def check(installed: Collection[str]) -> Check:
    """Check that one OpenCV is installed and loads. installed: the names of the installed distributions."""
    one = wheels.check(NAME, WHEELS, installed, WHEELS[0])
    if installation.bundled():
        one = Check(NAME, True, "part of HIME")
    reason = why_not("cv2")
    if one.ok and reason:
        one = Check(NAME, False, f"{one.detail} does not load: {reason}", cure(reason, one.detail))
    return replace(one, blocks=reason is not None)
