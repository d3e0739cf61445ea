"""Writes the scores of every picture."""

import csv
import io
import os
from pathlib import Path

from hime_core.assets import write_atomically
from hime_core.errors import UsageError
from training.scoring.evaluate import METRICS, Evaluation


def check_place(path: Path) -> None:
    """Raise UsageError if no file can be written at this path, before hours of work are lost there."""
    there = next(parent for parent in path.absolute().parents if parent.exists())
    if path.is_dir() or not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise UsageError(f"--csv {path}: no file can be written there; name a file in a folder that can be written")


def write_scores(evaluation: Evaluation, path: Path) -> None:
    """Write a CSV file with a row for each picture and condition. A metric that was left out is empty.

    Raises UsageError if the file cannot be written.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["identity", "target", "condition", *METRICS])
    for i, (identity, target) in enumerate(zip(evaluation.identities, evaluation.targets, strict=True)):
        for condition, scores in evaluation.scores.items():
            values = [scores[metric][i] if metric in scores else "" for metric in METRICS]
            rows.writerow([identity, target, condition, *values])
    write_atomically(path, text.getvalue().encode())
