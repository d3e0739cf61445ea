"""Explains for each platform how to choose HIME's camera in other programs. This module does not use Qt."""

from dataclasses import dataclass, field

# In all texts, {camera} stands for the name of HIME's camera in other programs.
HEADING = "In other programs, choose the camera “{camera}”"
REMEMBERED = "You do this once for each program: it remembers. HIME must be open."
NO_CAMERA = "The virtual camera does not exist yet: check this computer first, and then follow the steps below."


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


ZOOM = Page(
    "Zoom",
    [
        Way(
            "Before a meeting",
            [
                "Open Zoom and click your picture at the top right, then Settings.",
                "Open Video & effects (in older versions: Video).",
                "In the list beside Camera, choose “{camera}”.",
            ],
        ),
        Way(
            "In a meeting",
            ["Click the small arrow beside Video (or Stop video).", "Under Select a camera, choose “{camera}”."],
        ),
    ],
)
MEET = Page(
    "Google Meet",
    [
        Way(
            "Before you join",
            [
                "Open the meeting's link. If the browser asks, allow it to use the camera.",
                "Below your picture, open the list that names the present camera and choose “{camera}”.",
            ],
        ),
        Way(
            "In a meeting",
            [
                "Click the small arrow beside the camera button (Video settings).",
                "Choose “{camera}”. It is also under More options (⋮), Settings, Video, Camera.",
            ],
        ),
    ],
)
TEAMS = [
    Way(
        "Before a meeting",
        [
            "Click the three dots (Settings and more) beside your picture at the top right, then Settings.",
            "Open Devices.",
            "Under Video or Video settings, in the list named Camera, choose “{camera}”.",
        ],
    ),
    Way(
        "In a meeting",
        [
            "Click the small arrow beside Camera.",
            "Choose “{camera}” in the list of cameras. It is also under More, Settings, Device settings.",
        ],
    ),
]
TEAMS_ON_LINUX = (
    "On Linux there is no Teams program: open teams.microsoft.com in Chrome or Edge; the steps are the same."
)
BROWSERS = [
    Way(
        "Chrome and Edge",
        [
            "Type chrome://settings/content/camera into the address bar\n(in Edge: edge://settings/content/camera).",
            "In the list at the top, choose “{camera}”.",
            "Reload the meeting's page, and allow it to use the camera if it asks.",
        ],
    ),
    Way(
        "Firefox",
        [
            "When the page asks for the camera, choose “{camera}” in Firefox's question, then Allow.",
            "Firefox does not ask? Click the permissions sign left of the address, remove Use the camera, and reload.",
        ],
    ),
]
SAFARI = Way(
    "Safari",
    [
        "In the menu Safari, open Settings, Websites, Camera, and allow it for the meeting's page.",
        "Choose “{camera}” in the settings of the meeting's page.",
    ],
)
MISSING = [
    "Leave HIME open: its camera is there only while HIME runs.",
    "Close the meeting program fully and start it again, or reload the page: most look for cameras only once.",
    "In HIME, open Help, Check this computer, and do what it says.",
]
# For each sys.platform, these steps come after MISSING.
MISSING_ON = {
    "linux": [
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


def camera_name(platform: str) -> str:
    """Return the name that HIME's camera usually has in other programs. platform: as sys.platform."""
    return "HIME" if platform == "linux" else "OBS Virtual Camera"


def pages(platform: str, camera: str | None) -> list[Page]:
    """Return a page for each program, and one for a camera that is not in the list.

    platform: as sys.platform. camera: the name of the virtual camera in other programs. None if there is none yet; the
    pages then give it the name that it will have.
    """
    linux, mac = platform == "linux", platform == "darwin"
    missing = [*MISSING, *MISSING_ON.get(platform, MISSING_ON["linux"])]
    given = [
        ZOOM,
        MEET,
        Page("Microsoft Teams", TEAMS, [TEAMS_ON_LINUX] if linux else []),
        Page(
            "Browser",
            [*BROWSERS, SAFARI] if mac else BROWSERS,
            ["Many meeting pages have a list of cameras in their own settings: use that first."],
        ),
        Page("Not in the list?", [Way("Try these in turn", missing)]),
    ]
    name = camera or camera_name(platform)
    return [Page(page.title, [_named(way, name) for way in page.ways], page.notes) for page in given]


def _named(way: Way, camera: str) -> Way:
    return Way(way.when, [step.format(camera=camera) for step in way.steps])
