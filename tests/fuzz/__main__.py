"""Give HIME damaged inputs, and say where it does not answer as it should.

    python -m tests.fuzz recordings --count 2000 --jobs 2
    python -m tests.fuzz settings --count 2000
    python -m tests.fuzz exemplars --count 2000
    python -m tests.fuzz models --count 2000

Each damaged input goes through the real commands. Every one of them must end within 30 seconds and 1.5 GB, with a line
that says what is wrong, and without a traceback. The same --seed and numbers give the same inputs again. The files of
what went wrong stay in --out, with a note. The exit status is 1 if anything went wrong. It works only on Linux.
"""

import argparse
import sys
import time
from pathlib import Path

from tests.fuzz.kinds import FUZZERS
from tests.fuzz.table import Table


def main() -> None:
    """Fuzz one kind of input, and print a line for each finding and the table in the end."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("what", choices=FUZZERS)
    p.add_argument("--count", type=int, default=200, help="how many inputs (default: 200)")
    p.add_argument("--first", type=int, default=0, help="the number of the first one, to see one again (default: 0)")
    p.add_argument("--seed", type=int, default=1, help="another seed gives other inputs (default: 1)")
    p.add_argument("--jobs", type=int, default=1, help="how many at a time (default: 1)")
    p.add_argument("--out", type=Path, default=Path("out/fuzz"), help="gets what went wrong (default: out/fuzz)")
    options = p.parse_args()
    if sys.platform != "linux":
        p.error("only Linux forks processes as this needs it")
    table, begun = Table(), time.monotonic()
    folder = (options.out / options.what).resolve()
    numbers = range(options.first, options.first + options.count)
    for result in FUZZERS[options.what](numbers, options.seed, options.jobs, folder):
        table.add(result)
        for finding in result.findings:
            print(f"{result.number:6} {result.kind}, {result.damage}: {finding}", flush=True)
    print(table)
    print(f"{options.count} inputs in {time.monotonic() - begun:.0f} s; {table.findings} with findings, in {folder}")
    sys.exit(table.findings > 0)


if __name__ == "__main__":
    main()
