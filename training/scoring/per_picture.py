"""Writes the scores of every picture."""

import csv
import io
from pathlib import Path

from hime_core.assets import write_atomically
from training.scoring.evaluate import METRICS, Evaluation


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
