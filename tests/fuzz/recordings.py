"""Puts damaged recordings through `enhance` and `replay`, and says what is wrong with the answers."""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import av

from tests.fuzz.children import Children, Ending
from tests.fuzz.damaged_recordings import case_of
from tests.fuzz.quick import write_settings
from tests.fuzz.result import Result, in_children
from tests.fuzz.seeds import KINDS, PICTURES, make_seeds
from tests.fuzz.verdicts import faults_of, lines_of

# Where FFmpeg decodes at least this share of the undamaged recording's frames, HIME must, too.
ENOUGH = 0.9 * PICTURES
# Exit statuses of the two commands. 1: of several recordings, some failed.
STATUSES = (0, 1, 2)
# Replay's files, which it must not leave if it failed.
REPORTS = ("report.json", "scores.csv", "report.html")


def fuzz_recordings(numbers: Iterable[int], run: int, jobs: int, folder: Path) -> Iterator[Result]:
    """Yield the result of each case, in order. folder: gets the seeds, and the files of each case with findings."""
    seeds = folder / "seeds"
    make_seeds(seeds)
    yield from in_children(partial(fuzz_recording, run, seeds), numbers, jobs, folder)


def fuzz_recording(run: int, seeds: Path, number: int, children: Children, place: Path) -> Result:
    """Make a damaged recording and put it through both commands."""
    case = case_of(number)
    path = place / f"call{KINDS[case.seed].suffix}"
    made = children.run("tests.fuzz.damaged_recordings:write_damaged", [number, run, str(seeds), str(path)], place)
    assert made.status == 0, f"case {number}: {made.stderr}"
    counted = children.run("tests.fuzz.reference:count_frames", [str(path), str(place / "frames.txt")], place)
    reference = int((place / "frames.txt").read_text()) if counted.status == 0 else 0
    settings = write_settings(place / "settings.yaml")
    common = ["--config", str(settings), "--json"]
    enhance = children.hime(["enhance", str(path), str(place / "out.mp4"), *common, str(place / "out.json")], place)
    (place / "enhance.txt").write_text(enhance.stderr)
    replay = children.hime(
        [
            *("replay", str(path), "--lr", "16", "--intervals", "2", "--every", "2", "--jobs", "1"),
            *("--out", str(place / "replay"), *common, str(place / "replay.json")),
        ],
        place,
    )
    (place / "replay.txt").write_text(replay.stderr)
    frames = {
        "enhance": frames_enhanced(place / "out.json"),
        "replay": frames_replayed(place / "replay" / "calls"),
    }
    findings = [f"enhance: {fault}" for fault in enhance_faults(enhance, place, path, frames["enhance"])]
    findings += [f"replay: {fault}" for fault in replay_faults(replay, place, path)]
    if reference >= ENOUGH:
        findings += [f"{name}: {n} frames, FFmpeg {reference}" for name, n in frames.items() if n < ENOUGH]
    counts = {f"enhance {status}": enhance.status == status for status in STATUSES}
    counts |= {f"replay {status}": replay.status == status for status in STATUSES}
    counts |= {"FFmpeg 90 %": reference >= ENOUGH}
    counts |= {f"{name} 90 %": reference >= ENOUGH and n >= ENOUGH for name, n in frames.items()}
    counts |= {"seconds": enhance.seconds + replay.seconds}
    return Result(number, KINDS[case.seed].name, case.damage, counts, findings)


def enhance_faults(ending: Ending, place: Path, path: Path, frames: int) -> list[str]:
    """What is wrong with the end of `enhance`. frames: how many it says that it wrote."""
    faults, out = faults_of(ending, STATUSES), place / "out.mp4"
    if ending.killed or ending.status < 0:
        return faults  # a killed program leaves its unfinished file
    faults += unnamed(ending, path)
    kept = [file.name for file in place.glob("*.partial*")]
    faults += [f"left {name}, and does not say so" for name in kept if name not in ending.stderr]
    if ending.status != 0 and (out.exists() or (place / "out.json").exists()):
        faults.append("a file under its final name, although it failed")
    if ending.status == 0:
        try:
            with av.open(str(out)) as video:
                shown = sum(1 for _ in video.decode(video=0))
            faults += [] if shown == frames else [f"says {frames} frames, and the file has {shown}"]
        except (av.FFmpegError, OSError, IndexError) as error:
            faults.append(f"its file cannot be read: {error}")
    return faults


def replay_faults(ending: Ending, place: Path, path: Path) -> list[str]:
    """What is wrong with the end of `replay`."""
    faults = faults_of(ending, STATUSES)
    if ending.killed or ending.status < 0:
        return faults
    reports = [place / "replay.json", *(place / "replay" / name for name in REPORTS)]
    faults += unnamed(ending, path)
    faults += [f"left {file.name}" for file in place.rglob("*.partial*") if file.parent != place]
    if ending.status == 0:
        faults += [f"no {file.name}" for file in reports if not file.exists()]
    else:
        faults += [f"{file.name}, although it failed" for file in reports if file.exists()]
    return faults


def unnamed(ending: Ending, path: Path) -> list[str]:
    """What is wrong with the line that says why a command failed: it must name the recording, and be one."""
    if ending.status not in (1, 2):
        return []
    naming = [line for line in lines_of(ending.stderr) if line.startswith("hime: ") and path.name in line]
    return [] if len(naming) == 1 else [f"{len(naming)} lines name the recording: {ending.stderr[-200:]!r}"]


def frames_enhanced(report: Path) -> int:
    """The frames that `enhance` wrote by its report; 0 without one."""
    return json.loads(report.read_text())["frames_out"] if report.exists() else 0


def frames_replayed(calls: Path) -> int:
    """The frames that `replay` read, by the result that it keeps of a call; 0 without one."""
    return sum(json.loads(file.read_text())["frames"] for file in calls.glob("*.json"))
