"""Every command of HIME on small inputs, as people start it: in a home of its own, with nothing switched off for it."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import yaml

from app.sources import SampleCall
from hime_core.geometry import Image
from tests.conftest import write_video
from tests.privacy.watch import Watched, watch

SECONDS = 3  # of the made call
OPEN = 10  # seconds until the window is told to close; watched from outside, it takes a few to open
# Of the environment: what makes libraries keep quiet by themselves in continuous tests, and where HIME's files go.
LEFT_OUT = ("CI", "ORT_DISABLE_TELEMETRY", "HIME_CACHE", "MPLCONFIGDIR", "DISPLAY", "WAYLAND_DISPLAY")
LEFT_OUT += ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "PYTHONPATH")


@dataclass(frozen=True)
class Place:
    """Folders of a test: `work`, where the command starts and may write; `home`, the person's; `temporary`."""

    work: Path
    home: Path
    temporary: Path

    def owns(self, path: Path) -> bool:
        """Whether a file may appear there: HIME's own folders, the work's, and what is temporary by its place."""
        own = (self.home / ".config" / "HIME", self.home / ".cache" / "hime")
        free = (self.work, self.temporary, Path("/dev"), Path("/proc"))
        above = {folder for place in own for folder in place.parents}  # ~/.config and ~/.cache, made on the way
        return path in above or any(path.is_relative_to(folder) for folder in (*own, *free))


def make_place(folder: Path) -> Place:
    """Fresh folders, with the inputs of all commands: call.mp4, playlist.m3u8, people/, fit.yaml."""
    place = Place(folder / "work", folder / "home", folder / "temporary")
    for made in (place.work, place.home, place.temporary):
        made.mkdir(parents=True)
    write_video(place.work / "call.mp4", (frame.image for frame in SampleCall(SECONDS)), fps=30)
    # A recording that says that its parts lie in the network: FFmpeg knows how to get them.
    parts = "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://a-name-that-nobody-has.test/part.ts\n#EXT-X-ENDLIST\n"
    (place.work / "playlist.m3u8").write_text(parts)
    for number in range(8):
        person = place.work / "people" / f"p{number // 2}"
        person.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(person / f"{number % 2}.png"), _picture(number))
    (place.work / "fit.yaml").write_text(
        yaml.safe_dump(
            {
                "sets": [{"path": "people", "margin": 1.0, "size": 64}],
                "validation": {"val": "people"},
                "network": {"scale": 4, "width": 8, "lr_blocks": 1, "hr_blocks": 1, "reconstruction_blocks": 1},
                "batch": {"lr_sizes": {16: 1.0}, "pixels": 512, "references": {1: 1.0}},
                "samples": {"kind": "photographs"},
                "degradation": {"kind": "webcam"},
                "optimiser": {"steps": 2},
                "workers": 1,
            }
        )
    )
    return place


def _picture(seed: int) -> Image:
    coarse = np.random.default_rng(seed).integers(0, 256, (8, 8, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (64, 64), interpolation=cv2.INTER_CUBIC), np.uint8)


def hime(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "app", *arguments]


def hime_train(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "training.cli", *arguments]


COMMANDS: Mapping[str, list[str]] = {
    "run": hime("run", "--headless", "--source", "call.mp4", "--sink", "run.mp4", "--trace", "run.jsonl"),
    "run, the sample": hime("run", "--headless", "--source", "sample", "--sink", "none", "--seconds", str(SECONDS)),
    "window": ["timeout", "--preserve-status", str(OPEN), *hime("run", "--source", "call.mp4", "--sink", "none")],
    "enhance": hime("enhance", "call.mp4", "better.mp4", "--json", "enhance.json", "--compare", "enhance.png"),
    "enhance, a playlist": hime("enhance", "playlist.m3u8", "never.mp4"),
    "replay": hime("replay", "call.mp4", "--every", "5", "--intervals", "10", "--out", "replay", "--plot", "plot.png"),
    "doctor": hime("doctor", "--json", "doctor.json"),
    "cameras": hime("cameras"),
    "bench": hime("bench", "--lr", "16"),
    "models": hime("models", "verify"),
    "hime-train prepare": hime_train("prepare", "call", "call.mp4", "prepared"),
    "hime-train fit": hime_train("fit", "fit.yaml", "--out", "fitted"),
    "hime-train evaluate": hime_train(
        "evaluate", "--weights", "fitted/last.pt", "--data", "people", "--lr", "16", "--refs", "1"
    ),
    "hime-train export": hime_train(
        "export", "--weights", "fitted/last.pt", "--out", "exported", "--name", "toy", "--licence", "-", "--about", "-"
    ),
    "hime-train correlation-map": hime_train("correlation-map", "people/p0/0.png", "--out", "map.png"),
}
NEEDS_A_FIT = ("hime-train evaluate", "hime-train export")
FAILS = {"enhance, a playlist": 2}  # the exit status of those that are to refuse their input


def watched(name: str, place: Place) -> Watched:
    """Run one of COMMANDS, seen from outside."""
    if name in NEEDS_A_FIT and not (place.work / "fitted").exists():
        watched("hime-train fit", place)
    own = {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"} if name == "window" else {}
    return _watched(COMMANDS[name], place, own)


def fetched(place: Place) -> Watched:
    """`hime models fetch` where a file is missing, seen from outside; pip's index is a closed door of this computer."""
    pip = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_EXTRA_INDEX_URL": "", "PIP_RETRIES": "0"}
    return _watched(hime("models", "fetch"), place, pip | {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": ""})


def _watched(command: list[str], place: Place, own: Mapping[str, str]) -> Watched:
    environment = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}
    environment |= {
        "HOME": str(place.home),
        "TMPDIR": str(place.temporary),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",  # what Python keeps beside its own modules is no file of HIME's
    }
    return watch(command, place.temporary / "strace.log", environment | own, place.work)
