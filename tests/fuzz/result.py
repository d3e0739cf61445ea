"""What became of one damaged input, and the processes that find it out."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.fuzz.children import Children


@dataclass(frozen=True)
class Result:
    """What became of one damaged input.

    number: of the case. kind: what was damaged, and `damage` how. counts: what the table adds up. findings: what is
    wrong.
    """

    number: int
    kind: str
    damage: str
    counts: Mapping[str, float]
    findings: list[str]


# Makes the damaged input of a number in a folder, gives it to the commands, and returns the result.
Fuzz = Callable[[int, Children, Path], Result]


def in_children(fuzz: Fuzz, numbers: Iterable[int], jobs: int, folder: Path) -> Iterator[Result]:
    """Yield the result of each case, in order, `jobs` at a time. folder: keeps the files of cases with findings."""
    idle: SimpleQueue[Children] = SimpleQueue()
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    everybody = [Children(home) for _ in range(jobs)]
    for children in everybody:
        idle.put(children)

    def one(number: int) -> Result:
        children, place = idle.get(), folder / f"{number:05}"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        try:
            result = fuzz(number, children, place)
        finally:
            idle.put(children)
        if result.findings:
            said = [f"case {number}: {result.kind}, {result.damage}", *result.findings, ""]
            (place / "findings.txt").write_text("\n".join(said))
        else:
            shutil.rmtree(place)
        return result

    try:
        with ThreadPoolExecutor(jobs) as threads:
            yield from threads.map(one, numbers)
    finally:
        for children in everybody:
            children.close()
