"""A small fixed part of what `python -m tests.fuzz` does."""

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.fuzz.damaged_recordings import DAMAGES
from tests.fuzz.kinds import FUZZERS
from tests.fuzz.reference import decodable
from tests.fuzz.seeds import KINDS, PICTURES, Kind, make_seed

# For each kind of input, the numbers of the cases. The steps share no divisor with the numbers of formats and of
# damages, so all of them come up by turns.
CASES = {
    "recordings": range(0, len(KINDS) * len(DAMAGES), 17),
    "settings": range(40),
    "exemplars": range(0, 240, 19),
    "models": range(0, 240, 23),
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks processes as the fuzzer needs it")
@pytest.mark.parametrize(("what", "numbers"), CASES.items())
def test_damaged_inputs_are_answered_in_good_order(what: str, numbers: Iterable[int], tmp_path: Path) -> None:
    results = list(FUZZERS[what](numbers, 1, 1, tmp_path))
    assert [(result.number, result.findings) for result in results if result.findings] == []
    assert len(results) == len(list(numbers))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_all_frames_of_an_undamaged_recording_can_be_decoded(kind: Kind, tmp_path: Path) -> None:
    assert decodable(make_seed(kind, tmp_path).path) == PICTURES
