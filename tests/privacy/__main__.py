"""Watch every command of HIME from outside, and print what each does beyond its own folders.

    python -m tests.privacy [COMMAND...]

COMMAND: such as run, enhance or "hime-train fit". If none is named, all commands are watched. This works only on Linux,
and needs strace. The exit status is 1 if a command did anything beyond its own folders.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.privacy.commands import COMMANDS, make_place, strangers, watched


def main() -> None:
    """Print a line for each command, and below it the files that should not be there."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("commands", nargs="*", metavar="COMMAND")
    options = p.parse_args()
    if unknown := set(options.commands) - set(COMMANDS):
        p.error(f"unknown: {', '.join(sorted(unknown))}; there are: {', '.join(COMMANDS)}")
    if shutil.which("strace") is None:
        p.error("strace is not installed; on Debian: apt install strace (Linux alone has it)")
    told = False
    print(f"{'command':<34}{'exit':<6}{'sockets':<20}{'names looked up':<60}files elsewhere")
    with tempfile.TemporaryDirectory() as folder:
        place = make_place(Path(folder))
        for name in options.commands or COMMANDS:
            seen = watched(COMMANDS[name], place)
            elsewhere = [path.replace(str(place.home), "~") for path in strangers(COMMANDS[name], seen, place)]
            told = told or bool(seen.sockets or seen.connected or seen.names or elsewhere)
            sockets, names = ", ".join(seen.sockets) or "-", ", ".join(seen.names) or "-"
            print(f"{name:<34}{seen.status:<6}{sockets:<20}{names:<60}{len(elsewhere)}")
            print("".join(f"    {path}\n" for path in elsewhere), end="", flush=True)
    sys.exit(told)


if __name__ == "__main__":
    main()
