"""Checks that there is a camera."""

import sys

from app.doctor.check import Check

NAME = "camera"  # the doctor lists this check under this name
# For each sys.platform, this command may help if no camera is found. Windows and macOS hide the cameras until a person
# allows a program to use them.
FIXES = {
    "linux": "sudo modprobe uvcvideo  # then plug the camera in again, or turn its switch",
    "win32": "start ms-settings:privacy-webcam",
    "darwin": "open 'x-apple.systempreferences:com.apple.preference.security?Privacy_Camera'",
}


def check(platform: str = sys.platform) -> Check:
    """Check that there is a camera that is not virtual. Opens no camera. platform: as sys.platform."""
    try:
        from app.capture.cameras import list_cameras  # imported only here, because OpenCV may be broken

        names = [camera.name for camera in list_cameras() if not camera.virtual]
    except ImportError as error:
        fix = "hime doctor  # fix OpenCV first, see above"
        return Check(NAME, False, f"cameras cannot be listed: {error}", fix, blocks=True)
    if not names:
        return Check(NAME, False, "no camera found", FIXES.get(platform, FIXES["linux"]))
    return Check(NAME, True, ", ".join(names))
