"""What every command must keep to, however damaged its input is."""

import re
import signal

from tests.fuzz.children import MOST_MEMORY, MOST_SECONDS, Ending

# A line of a progress bar in the terminal, such as " 56%|#####6    | 9/16 [00:00<00:00, 82.80frame/s]" or "16frame [".
PROGRESS = re.compile(r"\d+%|\d+ ?frames?\b")
# What a terminal obeys instead of showing it: control characters, and those that turn the direction of a text.
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# No line that a person reads has more characters.
LONGEST_LINE = 600


def lines_of(stderr: str) -> list[str]:
    """The lines on stderr without those of progress bars."""
    lines = [line.strip() for line in re.split(r"[\r\n]+", stderr)]
    return [line for line in lines if line and not (PROGRESS.search(line) and not line.startswith("hime: "))]


def faults_of(ending: Ending, statuses: tuple[int, ...]) -> list[str]:
    """What is wrong with how a command ended, whatever it was given. statuses: those that it may end with."""
    if ending.killed == "time":
        return [f"hang: not done after {MOST_SECONDS:g} s"]
    if ending.killed == "memory":
        return [f"memory: more than {MOST_MEMORY / 1e6:.0f} MB"]
    if ending.status < 0:
        return [f"died by {signal.Signals(-ending.status).name}"]
    if "Traceback" in ending.stderr:
        return [f"traceback: {ending.stderr.strip().splitlines()[-1][:200]}"]
    faults = []
    if ending.status not in statuses:
        faults.append(f"exit status {ending.status}")
    if ending.peak > MOST_MEMORY:
        faults.append(f"memory: {ending.peak / 1e6:.0f} MB")
    lines = lines_of(ending.stderr)
    faults += [f"stray line: {line[:120]}" for line in lines if not line.startswith("hime: ")][:1]
    faults += [f"line of {len(line)} characters: {line[:120]}" for line in lines if len(line) > LONGEST_LINE][:1]
    faults += [f"a line that a terminal obeys: {line[:120]!r}" for line in lines if OBEYED.search(line)][:1]
    said = ending.stdout.split("\n")
    faults += [f"a line on stdout that a terminal obeys: {line[:120]!r}" for line in said if OBEYED.search(line)][:1]
    if ending.status == 2 and not any(line.startswith("hime: ") for line in lines):
        faults.append("exit status 2 without a line that says why")
    return faults
