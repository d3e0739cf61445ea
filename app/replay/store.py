"""Keeps the results of finished calls on disk, so that a stopped replay need not replay them again."""

import hashlib
import json
from dataclasses import asdict, astuple, replace
from pathlib import Path

from app.replay.call import CallResult, Example
from app.replay.plan import ReplayPlan
from app.replay.scored import FramesScore, Score
from hime_core.assets import sha256_of, write_atomically
from hime_core.detector import detector_files
from hime_core.recogniser import recogniser_file
from hime_core.runtime import locate_graphs

# Raise this number whenever a replay measures something else. Results of another version are not used.
VERSION = 6
# The name of a result's file begins with at most this many letters of the call's name.
STEM = 40


def key_of(path: Path, plan: ReplayPlan) -> str:
    """Return a digest of everything that decides the scores of a call. Raises OSError if the call cannot be read."""
    settings = plan.settings
    asked = [VERSION, plan.intervals, plan.scale, plan.lr, plan.degradation, plan.person, plan.every]
    how = [asdict(settings.detection), asdict(settings.exemplars), settings.enhance.max_side]
    graphs = locate_graphs(settings.enhance.best_model)
    files = [graphs.encode, graphs.enhance, *([graphs.burst] if graphs.burst else [])]
    files += [*detector_files(settings.detection.engine), recogniser_file()]
    with path.open("rb") as file:
        call = hashlib.file_digest(file, "sha256").hexdigest()
    everything = json.dumps([asked, how, [sha256_of(f) for f in files], call])
    return hashlib.sha256(everything.encode()).hexdigest()[:16]


def place_of(path: Path, key: str, folder: Path) -> Path:
    """Return the path of the file for a call's result. key: the digest from `key_of`."""
    return folder / f"{path.stem[:STEM]}-{key}.json"


def write_result(place: Path, result: CallResult) -> None:
    """Write a result, whole or not at all. Raises UsageError if it cannot be written."""
    values = asdict(replace(result, scores=[])) | {"scores": [astuple(s) for s in result.scores]}
    write_atomically(place, json.dumps(values).encode())


def read_result(place: Path) -> CallResult | None:
    """Return the result of a finished call, or None if there is none or if it is damaged."""
    try:
        values = json.loads(place.read_text())
        scores = [Score(*row) for row in values.pop("scores")]
        by_frames = [FramesScore(**row) for row in values.pop("by_frames")]
        examples = [Example(**row) for row in values.pop("examples")]
        return CallResult(**values, scores=scores, by_frames=by_frames, examples=examples)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
