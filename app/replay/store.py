"""Finished calls on disk, so that a replay that was stopped goes on where it was."""

import hashlib
import json
from dataclasses import asdict, astuple, replace
from pathlib import Path

from app.replay.call import CallResult, Example
from app.replay.plan import Plan
from app.replay.scored import Score
from hime_core.assets import locate, sha256_of, write_atomically
from hime_core.detector import detector_files
from hime_core.recogniser import recogniser_file

VERSION = 3  # of what is measured; another one makes earlier results void


STEM = 40  # letters of a call's name that its result's has, too


def key_of(path: Path, plan: Plan) -> str:
    """A digest of all that a call's numbers depend on. Raises OSError for an unreadable call."""
    settings = plan.settings
    asked = [VERSION, plan.intervals, plan.scale, plan.lr, plan.degradation, plan.person, plan.every]
    how = [asdict(settings.detection), asdict(settings.exemplars), settings.enhance.max_side]
    files = [locate(settings.enhance.model, name) for name in ("encode.onnx", "enhance.onnx")]
    files += [*detector_files(settings.detection.engine), recogniser_file()]
    with path.open("rb") as file:
        call = hashlib.file_digest(file, "sha256").hexdigest()
    told = json.dumps([asked, how, [sha256_of(f) for f in files], call])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def place_of(path: Path, key: str, folder: Path) -> Path:
    """The file of a call's result."""
    return folder / f"{path.stem[:STEM]}-{key}.json"


def write_result(place: Path, result: CallResult) -> None:
    """Whole or not at all."""
    values = asdict(replace(result, scores=[])) | {"scores": [astuple(s) for s in result.scores]}
    write_atomically(place, json.dumps(values).encode())


def read_result(place: Path) -> CallResult | None:
    """A finished call; None where there is none, or a damaged one."""
    try:
        values = json.loads(place.read_text())
        scores = [Score(*row) for row in values.pop("scores")]
        examples = [Example(**row) for row in values.pop("examples")]
        return CallResult(**values, scores=scores, examples=examples)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
