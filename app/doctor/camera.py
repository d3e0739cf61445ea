"""Checks that there is a camera."""

import sys

from app.doctor.check import Check

NAME = "camera"  # the name of this check
# The cure, by sys.platform. Windows and macOS hide the cameras until a person allows a program to use them.
FIXES = {
    "linux": "sudo modprobe uvcvideo  # then plug the camera in again, or turn its switch",
    "win32": "start ms-settings:privacy-webcam",
    "darwin": "open 'x-apple.systempreferences:com.apple.preference.security?Privacy_Camera'",
}


def check(platform: str = sys.platform) -> Check:
    """List the cameras by name, without the virtual ones. No camera is opened. platform: as sys.platform."""
    try:
        from app.capture.cameras import list_cameras  # imported here: OpenCV may be broken

        names = [camera.name for camera in list_cameras() if not camera.virtual]
    except ImportError as error:
        return Check(NAME, False, f"cameras cannot be listed: {error}", "hime doctor  # mend OpenCV first, see above")
    if not names:
        return Check(NAME, False, "no camera found", FIXES.get(platform, FIXES["linux"]))
    return Check(NAME, True, ", ".join(names))
