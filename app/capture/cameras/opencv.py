"""Lists the cameras of Windows and macOS in OpenCV's order. These systems do not list the modes of a camera."""

import sys

import cv2

from app.capture.cameras.base import CameraInfo, make_id, with_unique_ids

# A camera is virtual if its name begins with this text, regardless of capital letters.
VIRTUAL_NAME = "obs virtual camera"


def list_cameras() -> list[CameraInfo]:
    """Return the cameras of AVFoundation or, on Windows, of DirectShow, which is quick and knows virtual cameras."""
    from cv2_enumerate_cameras import enumerate_cameras  # imported here because it is not installed on Linux

    backend = cv2.CAP_DSHOW if sys.platform == "win32" else cv2.CAP_AVFOUNDATION
    found = []
    for camera in enumerate_cameras(backend):
        place = (camera.path or "").partition("{")[0]  # on Windows, the text from { on is the same for every camera
        virtual = camera.name.casefold().startswith(VIRTUAL_NAME)
        found.append(CameraInfo(make_id(camera.name, place), camera.name, backend + camera.index, virtual=virtual))
    return with_unique_ids(found)
