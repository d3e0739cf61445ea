"""The kinds of inputs that can be damaged."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from tests.fuzz.exemplars import fuzz_exemplars
from tests.fuzz.models import fuzz_models
from tests.fuzz.recordings import fuzz_recordings
from tests.fuzz.result import Result
from tests.fuzz.settings import fuzz_settings

# By the name of a kind: puts the cases of these numbers, of a run with this seed, through the commands, so many at a
# time, with its files in this folder.
Fuzzer = Callable[[Iterable[int], int, int, Path], Iterator[Result]]

FUZZERS: Mapping[str, Fuzzer] = {
    "recordings": fuzz_recordings,
    "settings": fuzz_settings,
    "exemplars": fuzz_exemplars,
    "models": fuzz_models,
}
