"""Cameras on Windows and macOS, listed by cv2-enumerate-cameras in OpenCV's order. They do not tell their modes."""

import sys

import cv2

from app.capture.cameras.base import CameraInfo, make_id, told_apart

VIRTUAL = "obs virtual camera"


def list_cameras() -> list[CameraInfo]:
    """Every camera of the system's own kind; on Windows DirectShow, which opens quickly and knows virtual ones."""
    from cv2_enumerate_cameras import enumerate_cameras  # here, not above: it is not installed on Linux

    backend = cv2.CAP_DSHOW if sys.platform == "win32" else cv2.CAP_AVFOUNDATION
    found = []
    for camera in enumerate_cameras(backend):
        place = (camera.path or "").partition("{")[0]  # what follows on Windows is the same for every camera
        virtual = camera.name.casefold().startswith(VIRTUAL)
        found.append(CameraInfo(make_id(camera.name, place), camera.name, backend + camera.index, virtual=virtual))
    return told_apart(found)
