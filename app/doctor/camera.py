"""Is there a camera?"""

import sys

from app.doctor.check import Check

NAME = "camera"
# A system that asks people for their leave hides its cameras until they give it.
FIX = {
    "linux": "sudo modprobe uvcvideo  # then plug the camera in again, or turn its switch",
    "win32": "start ms-settings:privacy-webcam",
    "darwin": "open 'x-apple.systempreferences:com.apple.preference.security?Privacy_Camera'",
}


def check(platform: str = sys.platform) -> Check:
    """The cameras, by name; virtual ones do not count. None is switched on."""
    try:
        from app.capture.cameras import list_cameras  # here: it may need OpenCV, and a broken one is told of on its own

        names = [camera.name for camera in list_cameras() if not camera.virtual]
    except ImportError as error:
        return Check(NAME, False, f"cameras cannot be listed: {error}", "hime doctor  # mend OpenCV first, see above")
    if not names:
        return Check(NAME, False, "no camera found", FIX.get(platform, FIX["linux"]))
    return Check(NAME, True, ", ".join(names))
