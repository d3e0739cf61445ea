"""Explains for each platform how to choose HIME's camera in other programs. This module does not use Qt."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Way:
    """One way to choose the camera: when it applies, and its steps in order."""

    when: str
    steps: list[str]


@dataclass(frozen=True)
class Page:
    """Everything about one program."""

    title: str
    ways: list[Way]
    notes: list[str] = field(default_factory=list)


def camera_name(platform: str) -> str:
    """Return the name of HIME's camera in other programs. platform: as sys.platform."""
    return "HIME" if platform == "linux" else "OBS Virtual Camera"


def pages(platform: str) -> list[Page]:
    """Return a page for each program, and one for a camera that is not in the list. platform: as sys.platform."""
    camera = f"“{camera_name(platform)}”"
    return [_zoom(camera), _meet(camera), _teams(camera, platform), _browser(camera, platform), _missing(platform)]


def _zoom(camera: str) -> Page:
    before = [
        "Open Zoom and click your picture at the top right, then Settings.",
        "Open Video & effects (in older versions: Video).",
        f"In the list beside Camera, choose {camera}.",
    ]
    during = ["Click the small arrow beside Video (or Stop video).", f"Under Select a camera, choose {camera}."]
    return Page("Zoom", [Way("Before a meeting", before), Way("In a meeting", during)])


def _meet(camera: str) -> Page:
    before = [
        "Open the meeting's link. If the browser asks, allow it to use the camera.",
        f"Below your picture, open the list that names the present camera and choose {camera}.",
    ]
    during = [
        "Click the small arrow beside the camera button (Video settings).",
        f"Choose {camera}. It is also under More options (⋮), Settings, Video, Camera.",
    ]
    return Page("Google Meet", [Way("Before you join", before), Way("In a meeting", during)])


def _teams(camera: str, platform: str) -> Page:
    before = [
        "Click the three dots (Settings and more) beside your picture at the top right, then Settings.",
        "Open Devices.",
        f"Under Video or Video settings, in the list named Camera, choose {camera}.",
    ]
    during = [
        "Click the small arrow beside Camera.",
        f"Choose {camera} in the list of cameras. It is also under More, Settings, Device settings.",
    ]
    linux = "On Linux there is no Teams program: open teams.microsoft.com in Chrome or Edge; the steps are the same."
    ways = [Way("Before a meeting", before), Way("In a meeting", during)]
    return Page("Microsoft Teams", ways, [linux] if platform == "linux" else [])


def _browser(camera: str, platform: str) -> Page:
    chrome = [
        "Type chrome://settings/content/camera into the address bar\n(in Edge: edge://settings/content/camera).",
        f"In the list at the top, choose {camera}.",
        "Reload the meeting's page, and allow it to use the camera if it asks.",
    ]
    firefox = [
        f"When the page asks for the camera, choose {camera} in Firefox's question, then Allow.",
        "Firefox does not ask? Click the permissions sign left of the address, remove Use the camera, and reload.",
    ]
    safari = [
        "In the menu Safari, open Settings, Websites, Camera, and allow it for the meeting's page.",
        f"Choose {camera} in the settings of the meeting's page.",
    ]
    ways = [Way("Chrome and Edge", chrome), Way("Firefox", firefox)]
    ways += [Way("Safari", safari)] if platform == "darwin" else []
    return Page("Browser", ways, ["Many meeting pages have a list of cameras in their own settings: use that first."])


def _missing(platform: str) -> Page:
    first = [
        "Leave HIME open: its camera is there only while HIME runs.",
        "Close the meeting program fully and start it again, or reload the page: most look for cameras only once.",
        "In HIME, open Help, Check this computer, and do what it says.",
    ]
    per_platform = {
        "linux": [
            "Your virtual camera may have another name than “HIME”: choose the one that HIME shows as its output.",
            "Programs from Snap or Flatpak need leave to use cameras: switch it on in the system's settings for apps.",
        ],
        "win32": [
            "In Windows, open Settings, Privacy & security, Camera, and switch on Let desktop apps access your camera.",
            "If OBS Studio is open, press Stop Virtual Camera in it: only one program can send to that camera.",
        ],
        "darwin": [
            "In System Settings, open General, Login Items & Extensions, Camera Extensions, and switch OBS on.",
            "In System Settings, open Privacy & Security, Camera, and switch on the meeting program or browser.",
            "If OBS Studio is open, press Stop Virtual Camera in it: only one program can send to that camera.",
        ],
    }
    more = per_platform.get(platform, per_platform["linux"])
    return Page("Not in the list?", [Way("Try these in turn", [*first, *more])])
