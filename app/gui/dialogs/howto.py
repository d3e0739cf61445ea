"""Explains for each platform how to choose HIME's camera in other programs. This module has no widgets.

In the steps, {camera} stands for the name of HIME's camera in other programs.
"""

from dataclasses import dataclass, field

from app.gui.words.language import tr


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
    """Return the name that HIME's camera usually has in other programs. platform: as sys.platform."""
    return "HIME" if platform == "linux" else "OBS Virtual Camera"


def pages(platform: str, camera: str | None) -> list[Page]:
    """Return a page for each program, and one for a camera that is not in the list.

    platform: as sys.platform. camera: the name of the virtual camera in other programs. None if there is none yet; the
    pages then give it the name that it will have.
    """
    given = [
        _zoom(),
        _meet(),
        _teams(platform),
        _browser(platform),
        Page(tr("Not in the list?"), [Way(tr("Try these in turn"), [*_missing(), *_missing_on(platform)])]),
    ]
    name = camera or camera_name(platform)
    return [Page(page.title, [_named(way, name) for way in page.ways], page.notes) for page in given]


def _named(way: Way, camera: str) -> Way:
    return Way(way.when, [step.format(camera=camera) for step in way.steps])


def _zoom() -> Page:
    before = Way(
        tr("Before a meeting"),
        [
            tr("Open Zoom and click your picture at the top right, then Settings."),
            tr("Open Video & effects (in older versions: Video)."),
            tr("In the list beside Camera, choose “{camera}”."),
        ],
    )
    during = Way(
        tr("In a meeting"),
        [
            tr("Click the small arrow beside Video (or Stop video)."),
            tr("Under Select a camera, choose “{camera}”."),
        ],
    )
    return Page("Zoom", [before, during])


def _meet() -> Page:
    before = Way(
        tr("Before you join"),
        [
            tr("Open the meeting's link. If the browser asks, allow it to use the camera."),
            tr("Below your picture, open the list that names the present camera and choose “{camera}”."),
        ],
    )
    during = Way(
        tr("In a meeting"),
        [
            tr("Click the small arrow beside the camera button (Video settings)."),
            tr("Choose “{camera}”. It is also under More options (⋮), Settings, Video, Camera."),
        ],
    )
    return Page("Google Meet", [before, during])


def _teams(platform: str) -> Page:
    before = Way(
        tr("Before a meeting"),
        [
            tr("Click the three dots (Settings and more) beside your picture at the top right, then Settings."),
            tr("Open Devices."),
            tr("Under Video or Video settings, in the list named Camera, choose “{camera}”."),
        ],
    )
    during = Way(
        tr("In a meeting"),
        [
            tr("Click the small arrow beside Camera."),
            tr("Choose “{camera}” in the list of cameras. It is also under More, Settings, Device settings."),
        ],
    )
    on_linux = tr(
        "On Linux there is no Teams program: open teams.microsoft.com in Chrome or Edge; the steps are the same."
    )
    return Page("Microsoft Teams", [before, during], [on_linux] if platform == "linux" else [])


def _browser(platform: str) -> Page:
    chrome = Way(
        tr("Chrome and Edge"),
        [
            tr(
                "Type chrome://settings/content/camera into the address bar\n(in Edge: edge://settings/content/camera)."
            ),
            tr("In the list at the top, choose “{camera}”."),
            tr("Reload the meeting's page, and allow it to use the camera if it asks."),
        ],
    )
    firefox = Way(
        "Firefox",
        [
            tr("When the page asks for the camera, choose “{camera}” in Firefox's question, then Allow."),
            tr(
                "Firefox does not ask? Click the permissions sign left of the address, remove Use the camera, and "
                "reload."
            ),
        ],
    )
    safari = Way(
        "Safari",
        [
            tr("In the menu Safari, open Settings, Websites, Camera, and allow it for the meeting's page."),
            tr("Choose “{camera}” in the settings of the meeting's page."),
        ],
    )
    return Page(
        tr("Browser"),
        [chrome, firefox, safari] if platform == "darwin" else [chrome, firefox],
        [tr("Many meeting pages have a list of cameras in their own settings: use that first.")],
    )


def _missing() -> list[str]:
    """Return what to do on every platform if a program does not list the camera."""
    return [
        tr("Leave HIME open: its camera is there only while HIME runs."),
        tr("Close the meeting program fully and start it again, or reload the page: most look for cameras only once."),
        tr("In HIME, open Help, Check this computer, and do what it says."),
    ]


def _missing_on(platform: str) -> list[str]:
    """Return what to do after that on one platform."""
    obs = tr("If OBS Studio is open, press Stop Virtual Camera in it: only one program can send to that camera.")
    if platform == "win32":
        return [
            tr(
                "In Windows, open Settings, Privacy & security, Camera, and switch on Let desktop apps access your "
                "camera."
            ),
            obs,
        ]
    if platform == "darwin":
        return [
            tr("In System Settings, open General, Login Items & Extensions, Camera Extensions, and switch OBS on."),
            tr("In System Settings, open Privacy & Security, Camera, and switch on the meeting program or browser."),
            obs,
        ]
    return [
        tr("Programs from Snap or Flatpak need leave to use cameras: switch it on in the system's settings for apps."),
    ]
