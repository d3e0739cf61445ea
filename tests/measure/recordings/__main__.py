"""Measures what HIME makes of recordings: python -m tests.measure.recordings FOLDER... --json FILE

Each recording of the folders goes through the real `hime enhance` with an enhancement of strength 0, and the result is
compared with what the system's ffmpeg, as a player, makes of the recording. `--write DOCUMENT --before JSON --after
JSON` instead writes the table of two such measurements into a document. Needs ffmpeg with zscale.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.measure.recordings.compare import as_json, compare
from tests.measure.recordings.table import one_table, write_table

# Nothing is enhanced, and the picture keeps its size, so that colours and sizes can be compared.
SETTINGS = "output: {view: full, scale: 1.0}\nenhance: {strength: 0}\nlog: {file: false}\n"
# One recording may take this many seconds.
LONGEST_RUN = 60
# The folders also hold what the recordings were made of.
NO_RECORDINGS = {".srt", ".txt", ".sup", ".sh", ".json"}


def measure(recording: Path, checkout: Path, python: Path, folder: Path, ending: str) -> dict[str, Any]:
    """Measure one recording. folder: where our file goes. ending: of our file, such as ".mp4"."""
    settings, ours, report = folder / "settings.yaml", folder / f"ours{ending}", folder / "report.json"
    settings.write_text(SETTINGS)
    for old in (ours, report):
        old.unlink(missing_ok=True)
    command = [str(python), "-m", "app", "enhance", str(recording), str(ours), "--config", str(settings)]
    try:
        command += ["--json", str(report)]
        done = subprocess.run(command, check=False, cwd=checkout, capture_output=True, text=True, timeout=LONGEST_RUN)
        status, errors, told = done.returncode, done.stderr, done.stdout
    except subprocess.TimeoutExpired:
        status, errors, told = 124, f"still running after {LONGEST_RUN} s", ""
    lines = [line for line in errors.replace("\r", "\n").splitlines() if line.strip() and "frame/s]" not in line]
    # The first line that is printed is the summary; the others say what was lost.
    said = " | ".join([*lines[-1:], *told.splitlines()[:-1], *(t for t in told.splitlines()[-1:] if "fps" not in t)])
    said = said.replace(str(folder), "").replace(str(recording.parent) + "/", "")
    figures = json.loads(report.read_text()) if report.exists() else {}
    row = compare(recording.name, recording, ours if ours.exists() else None, status, said, figures)
    return as_json(row)


def main() -> None:
    """Measure folders, or write the table."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    p.add_argument("--checkout", type=Path, default=Path.cwd(), help="measure this copy of HIME (default: this one)")
    p.add_argument("--python", type=Path, default=Path(sys.executable), help="the Python that runs it")
    p.add_argument("--only", nargs="+", metavar="NAME", help="only these recordings")
    p.add_argument("--ending", default=".mp4", help="what our files end with (default: .mp4)")
    p.add_argument("--json", type=Path, help="write all figures into this file")
    p.add_argument("--write", type=Path, metavar="DOCUMENT", help="write the table into this document")
    p.add_argument("--before", type=Path)
    p.add_argument("--after", type=Path)
    options = p.parse_args()
    if options.write:
        if not options.before:
            p.error("--write needs --before")
        write_table(options.write, _read(options.before), _read(options.after) if options.after else [])
        return
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for recording in sorted(path for each in options.folders for path in each.iterdir()):
            if recording.suffix in NO_RECORDINGS or (options.only and recording.name not in options.only):
                continue
            row = measure(recording.resolve(), options.checkout, options.python, Path(folder), options.ending)
            rows.append(row)
            print(f"{recording.name}: {'; '.join(row['faults']) or 'right'}", file=sys.stderr, flush=True)
            if options.json:
                options.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False))
    print(one_table(rows))


def _read(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text())


if __name__ == "__main__":
    main()
