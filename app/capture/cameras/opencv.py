"""Cameras on Windows and macOS, listed by cv2-enumerate-cameras in OpenCV's order. They do not tell their modes."""

import sys

import cv2

from app.capture.cameras.base import CameraInfo, make_id, with_unique_ids

# The name of a virtual camera begins with this, in lower case.
VIRTUAL_NAME = "obs virtual camera"


def list_cameras() -> list[CameraInfo]:
    """Every camera of DirectShow on Windows, which opens quickly and knows virtual cameras, or of AVFoundation."""
    from cv2_enumerate_cameras import enumerate_cameras  # imported here because it is not installed on Linux

    backend = cv2.CAP_DSHOW if sys.platform == "win32" else cv2.CAP_AVFOUNDATION
    found = []
    for camera in enumerate_cameras(backend):
        place = (camera.path or "").partition("{")[0]  # on Windows, the rest is the same for every camera
        virtual = camera.name.casefold().startswith(VIRTUAL_NAME)
        found.append(CameraInfo(make_id(camera.name, place), camera.name, backend + camera.index, virtual=virtual))
    return with_unique_ids(found)
