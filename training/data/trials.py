"""The evaluation list, on which every method is scored: which picture is enhanced with which references."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError

from hime_core.assets import write_atomically
from hime_core.errors import UsageError
from training.data.pictures import pictures

# A folder of identity folders may hold a fixed evaluation list in a file of this name.
LIST = "evaluation.json"


@dataclass(frozen=True)
class EvaluationTrial:
    """One target, and the reference files that it is enhanced with."""

    identity: str  # the target's identity folder
    target: Path
    references: list[Path]  # other pictures of the same identity
    strangers: list[Path]  # pictures of other identities; as many as references, if there are enough


def trials_of(data: Path, references: int, seed: int) -> list[EvaluationTrial]:
    """The folder's fixed evaluation list, cut to this many references.

    If the folder has no such list, the seed draws one.
    """
    fixed = data / LIST
    return read_trials(fixed, references) if fixed.is_file() else make_trials(data, references, seed)


def make_trials(data: Path, references: int, seed: int) -> list[EvaluationTrial]:
    """A new evaluation list. Every picture is a target once, with other pictures of its identity, which the seed draws.

    If an identity has fewer than `references` other pictures, all of them are taken. If `references` is above 0,
    identities with one picture are left out. Raises UsageError if nobody is left, or only one identity when
    `references` is above 0.
    """
    if not data.is_dir():
        raise UsageError(f"{data}: no such folder")
    people = {p.name: pictures(p) for p in sorted(data.iterdir()) if p.is_dir()}
    people = {name: files for name, files in people.items() if len(files) > (1 if references else 0)}
    if not people or (references and len(people) < 2):
        raise UsageError(f"{data}: expected at least two identity folders with two headshots each")
    rng = np.random.default_rng(seed)
    trials = []
    for name, files in people.items():
        everybody_else = [f for other, theirs in people.items() if other != name for f in theirs]
        for target in files:
            others = [f for f in files if f != target]
            count = min(references, len(others))
            own = [others[i] for i in rng.choice(len(others), count, replace=False)]
            strangers = min(count, len(everybody_else))
            foreign = (
                [everybody_else[i] for i in rng.choice(len(everybody_else), strangers, replace=False)] if count else []
            )
            trials.append(EvaluationTrial(name, target, own, foreign))
    return trials


def write_trials(trials: list[EvaluationTrial], path: Path) -> None:
    """Write a list as JSON: rows of identity, target, references and strangers. Paths begin at the list's folder."""

    def written(file: Path) -> str:
        return file.relative_to(path.parent).as_posix()

    rows = [
        {
            "identity": t.identity,
            "target": written(t.target),
            "references": [written(f) for f in t.references],
            "strangers": [written(f) for f in t.strangers],
        }
        for t in trials
    ]
    write_atomically(path, (json.dumps(rows, indent=1) + "\n").encode())


def read_trials(path: Path, references: int) -> list[EvaluationTrial]:
    """Read a list that `write_trials` wrote.

    Each row is cut to its first `references` references; a row with fewer keeps all.

    Raises UsageError if the list is damaged, names a file that is not there, shows a target as its own reference, or
    has no row with this many references.
    """
    try:
        rows = TypeAdapter(list[EvaluationTrial]).validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UsageError(f"{path}: is no evaluation list: {key}: {first['msg']}") from error
    most = max((len(row.references) for row in rows), default=0)
    if references > most:
        raise UsageError(f"{path}: has {most} references a target, not {references}; prepare the set anew with so many")
    trials = []
    for row in rows:
        if row.target in row.references:
            raise UsageError(f"{path}: {row.target} is its own reference; prepare the set anew")
        own, foreign = row.references[:references], row.strangers[:references]
        target, *shown = (path.parent / f for f in (row.target, *own, *foreign))
        trials.append(EvaluationTrial(row.identity, target, shown[: len(own)], shown[len(own) :]))
    for file in sorted({f for t in trials for f in (t.target, *t.references, *t.strangers)}):
        if not file.is_file():
            raise UsageError(f"{path}: names {file}, which is not there; prepare the set anew")
    return trials
