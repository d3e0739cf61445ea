"""Every command of HIME on small inputs, as people start it. It runs in a home folder of its own. The tests switch off
nothing for it."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import yaml
from skimage import data

from app.capture.sources import SampleCall
from hime_core.assets import locate
from hime_core.detector.load import BLAZEFACE_MODEL
from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.conftest import write_video
from tests.privacy.watch import Watched, watch
from tests.training.tiny_celebamask import make_celebamask

SECONDS = 3  # The made call takes this many seconds.
# The window is told to close after this many seconds. By then it has opened and played the call, although being watched
# slows it.
OPEN = 20
# A command gets only these variables of the environment. Others may keep libraries from reporting, so that the tests
# would see nothing: ONNX Runtime does not report on machines for continuous tests.
PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Place:
    """The folders of a test: `work` is a command's current folder, `home` the person's, `temporary` the system's."""

    work: Path
    home: Path
    temporary: Path


@dataclass(frozen=True)
class Command:
    """A command as a person would start it.

    writes: the files and folders in `work` that the person tells it to write. status: the expected exit status.
    environment: additional variables.
    """

    line: list[str]
    writes: tuple[str, ...] = ()
    status: int = 0
    environment: Mapping[str, str] = field(default_factory=dict)
    after: str | None = None  # the command that writes the input of this one


def hime(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "app", *arguments]


def hime_train(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "training.cli", *arguments]


SIZES = ("--data", "people", "--lr", "16", "--refs", "1")
FITTED = ("--weights", "fitted/last.pt")
NAMED = ("--out", "exported", "--name", "toy", "--licence", "-", "--about", "-")
TO_WINDOW = {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":none"}  # the window opens on no display
COMMANDS: Mapping[str, Command] = {
    "run": Command(
        hime("run", "--headless", "--source", "call.mp4", "--sink", "run.mp4", "--trace", "run.jsonl"),
        ("run.mp4", "run.jsonl"),
    ),
    "run, the sample": Command(
        hime("run", "--headless", "--source", "sample", "--sink", "none", "--seconds", str(SECONDS))
    ),
    "run, the window": Command(
        ["timeout", "--preserve-status", str(OPEN), *hime("run", "--source", "call.mp4", "--sink", "window.mp4")],
        ("window.mp4",),
        environment=TO_WINDOW,
    ),
    "run, the first start": Command(["timeout", "--preserve-status", str(OPEN), *hime("run")], environment=TO_WINDOW),
    "enhance": Command(
        hime("enhance", "call.mp4", "better.mp4", "--json", "enhance.json", "--compare", "enhance.png"),
        ("better.mp4", "enhance.json", "enhance.png"),
    ),
    "enhance, photographs": Command(
        hime("enhance", "call.mp4", "helped.mp4", "--exemplars", "photographs/astronaut"), ("helped.mp4",)
    ),
    "enhance, a playlist": Command(hime("enhance", "playlist.m3u8", "never.mp4"), status=2),
    "replay": Command(
        hime("replay", "call.mp4", "--every", "5", "--intervals", "10", "--out", "replay", "--plot", "plot.png"),
        ("replay", "plot.png"),
    ),
    "doctor": Command(
        # Its status is 1 where a check fails, such as on a computer without a camera.
        [
            *("sh", "-c", '"$@"; test $? -le 1', "sh"),
            *hime("doctor", "--loopback", "--json", "doctor.json", "--report", "doctor.txt"),
        ],
        ("doctor.json", "doctor.txt"),
    ),
    "cameras": Command(hime("cameras", "--json", "cameras.json"), ("cameras.json",)),
    "bench": Command(hime("bench", "--lr", "16")),
    "models": Command(hime("models", "verify")),
    "hime-train prepare call": Command(hime_train("prepare", "call", "call.mp4", "calls"), ("calls",)),
    "hime-train prepare call, an address": Command(
        hime_train("prepare", "call", "http://a-name-that-nobody-has.test/call.mp4", "never"), ("never",), status=2
    ),
    "hime-train prepare call, a playlist": Command(
        hime_train("prepare", "call", "playlist.m3u8", "never"), ("never",), status=2
    ),
    "hime-train prepare folder": Command(hime_train("prepare", "folder", "photographs", "prepared"), ("prepared",)),
    "hime-train prepare celebamask-hq": Command(
        hime_train(
            *("prepare", "celebamask-hq", "celebamask", "celeba", "--evaluation", "2"),
            *("--identities", "celebamask/identity_CelebA.txt"),
        ),
        ("celeba",),
    ),
    "hime-train prepare ffhq": Command(hime_train("prepare", "ffhq", "ffhq", "of_ffhq"), ("of_ffhq",)),
    "hime-train prepare celebref-hq": Command(
        hime_train("prepare", "celebref-hq", "celeba/train", "celebref", "--evaluation", "2"),
        ("celebref",),
        after="hime-train prepare celebamask-hq",
    ),
    "hime-train prepare voxceleb": Command(hime_train("prepare", "voxceleb", "voxceleb", "of_vox"), ("of_vox",)),
    "hime-train fit": Command(hime_train("fit", "fit.yaml", "--out", "fitted"), ("fitted", "people.64.store")),
    "hime-train evaluate": Command(hime_train("evaluate", *FITTED, *SIZES), after="hime-train fit"),
    "hime-train export": Command(hime_train("export", *FITTED, *NAMED), ("exported",), after="hime-train fit"),
    "hime-train card": Command(hime_train("card", *FITTED, "--out", "card.md"), ("card.md",), after="hime-train fit"),
    "hime-train export-list": Command(hime_train("export-list", *SIZES, "--out", "listed"), ("listed",)),
    "hime-train sheet": Command(
        hime_train("sheet", *FITTED, *SIZES, "--out", "sheet.png"), ("sheet.png",), after="hime-train fit"
    ),
    # The pictures are too small for the paper's sizes, or are not the paper's: the check fails, with status 1.
    "hime-train calibrate": Command(
        hime_train("calibrate", "--data", "people"), ("people.128.store", "people.256.store"), status=1
    ),
    "hime-train ablate": Command(
        hime_train(
            *("ablate", "table4", "--data", "celeba", "--out", "tables", "--steps", "1", "--pixels", "256"),
            *("--lr", "16", "--scale", "8", "--device", "cpu"),
        ),
        ("tables", "celeba/train.128.store", "celeba/val.128.store"),
        after="hime-train prepare celebamask-hq",
    ),
    "hime-train complexity": Command(hime_train("complexity")),
    "hime-train throughput": Command(hime_train("throughput", "--batch", "1", "--lr", "16", "--refs", "1")),
    "hime-train recogniser fit": Command(
        hime_train("recogniser", "fit", "recogniser.yaml", "--out", "recognising"), ("recognising", "people.48.store")
    ),
    "hime-train recogniser evaluate": Command(
        hime_train("recogniser", "evaluate", "--weights", "recognising/last.pt", "--data", "people"),
        after="hime-train recogniser fit",
    ),
    "hime-train recogniser export": Command(
        hime_train("recogniser", "export", "--weights", "recognising/last.pt", "--out", "exported"),
        ("exported",),
        after="hime-train recogniser fit",
    ),
    "hime-train correlation-map": Command(
        hime_train("correlation-map", "people/p0/0.png", "--out", "map.png"), ("map.png",)
    ),
    "hime-train convert-detector": Command(
        hime_train("convert-detector", "google.tflite", "--out", "blazeface.onnx"), ("blazeface.onnx",)
    ),
}


def make_place(folder: Path) -> Place:
    """Fresh folders, with the inputs of all commands in `work`."""
    place = Place(folder / "work", folder / "home", folder / "temporary")
    for made in (place.work, place.home, place.temporary):
        made.mkdir(parents=True)
    write_video(place.work / "call.mp4", (frame.image for frame in SampleCall(SECONDS)), fps=30)
    # This recording says that its parts are in the network. FFmpeg would be able to get them from there.
    parts = "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nhttp://a-name-that-nobody-has.test/part.ts\n#EXT-X-ENDLIST\n"
    (place.work / "playlist.m3u8").write_text(parts)
    for number in range(8):
        _write(place.work / "people" / f"p{number // 2}" / f"{number % 2}.png", _picture(number))
    _write(place.work / "photographs" / "astronaut" / "0.png", data.astronaut()[..., ::-1])
    _write(place.work / "ffhq" / "images1024x1024" / "00000" / "00000.png", _picture(0))
    _write(place.work / "voxceleb" / "id1" / "1.6" / "video" / "0.jpg", data.astronaut()[..., ::-1])
    make_celebamask(place.work / "celebamask", people=6, images=4, side=128)
    with suppress(UsageError):  # if the model was not fetched, the test of the command that converts it is skipped
        (place.work / "google.tflite").write_bytes(locate(BLAZEFACE_MODEL, "tflite").read_bytes())
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
    (place.work / "recogniser.yaml").write_text(
        yaml.safe_dump(
            {
                "sets": [{"path": "people", "margin": 1.0, "size": 48}],
                "validation": {"val": "people"},
                "step": {"groups": 1, "people": 3},
                "optimiser": {"steps": 2},
                "workers": 1,
            }
        )
    )
    return place


def _write(path: Path, image: Image) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), np.ascontiguousarray(image))


def _picture(seed: int) -> Image:
    coarse = np.random.default_rng(seed).integers(0, 256, (8, 8, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (64, 64), interpolation=cv2.INTER_CUBIC), np.uint8)


def watched(command: Command, place: Place) -> Watched:
    """Run a command and watch it from outside. If it needs another command's output, that command runs first."""
    if command.after and not (place.work / COMMANDS[command.after].writes[0]).exists():
        watched(COMMANDS[command.after], place)
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    environment |= {
        "HOME": str(place.home),
        "TMPDIR": str(place.temporary),
        "PYTHONPATH": str(PROJECT),
        "PYTHONDONTWRITEBYTECODE": "1",  # Python's compiled modules are not files of HIME's
    }
    return watch(command.line, place.work.parent / "strace.log", environment | command.environment, place.work)


def strangers(command: Command, seen: Watched, place: Place) -> list[str]:
    """The files and folders that a command made although nobody named them.

    Temporary files, and files that are renamed when they are whole, may be made in the usual folders. They must be gone
    when the command ends. An empty folder may stay.
    """
    kept = (".config/HIME", ".cache/hime", ".local/state/hime")  # the window's settings, fetched files, the log
    own = [*(place.home / k for k in kept), *(place.work / w for w in command.writes)]
    on_the_way = {folder for path in own for folder in path.parents}  # ~/.config and ~/.cache
    passing = (place.work, place.temporary, Path("/dev/shm"))

    def wanted(path: Path) -> bool:
        if path in on_the_way or path == Path("/dev/null") or any(path.is_relative_to(o) for o in own):
            return True
        gone = not os.path.lexists(path) or (path.is_dir() and not path.is_symlink() and not any(path.iterdir()))
        return any(path.is_relative_to(p) for p in passing) and gone

    return [str(path) for path in seen.made if not wanted(path)]
