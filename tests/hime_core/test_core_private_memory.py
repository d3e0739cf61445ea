"""What shows a person is locked in memory, and unlocked once it is wiped."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.exemplars import Bank
from app.people.gallery import Gallery
from app.settings import ExemplarSettings
from hime_core.geometry import Image, KeyPoints, Square
from hime_core.private_memory import private_copy, wipe

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="locked memory is counted in Linux's /proc")


def locked() -> int:
    """Bytes that this process has locked."""
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.split("VmLck:")[1].split()[0])


@pytest.fixture
def may_lock() -> None:
    """A system that locks nothing has nothing to show."""
    before, probe = locked(), private_copy(np.ones(2**21, np.uint8))
    if locked() - before < probe.nbytes:
        pytest.skip("this system lets a program lock less than 2 MB")


@pytest.mark.parametrize("values", [np.arange(600, dtype=np.float32).reshape(20, 30), np.zeros((0, 3), np.uint8)])
def test_a_private_copy_is_equal_and_can_be_written(values: np.ndarray) -> None:
    copy = private_copy(values)
    assert copy.dtype == values.dtype and copy.shape == values.shape and (copy == values).all()
    copy += 1
    assert (copy == values + 1).all()
    wipe(copy)
    wipe(copy)
    assert not copy.any()


@on_linux
@pytest.mark.usefixtures("may_lock")
def test_a_banked_exemplar_is_locked_until_it_is_forgotten(photo: Image, square: Square, face: KeyPoints) -> None:
    bank, before = Bank(ExemplarSettings(interval=0)), locked()
    assert bank.offer(photo, square, face, 0.0)
    kept = bank.exemplars  # whoever still holds one sees zeros, and the pages are unlocked nevertheless
    assert locked() - before >= kept[0].image.nbytes + kept[0].thumb.nbytes
    bank.wipe()
    assert locked() == before and not kept[0].image.any()


@on_linux
@pytest.mark.usefixtures("may_lock")
def test_an_exemplar_that_makes_room_leaves_nothing(photo: Image, square: Square, face: KeyPoints) -> None:
    bank, before = Bank(ExemplarSettings(capacity=1, interval=0)), locked()
    bank.offer(photo, square, face, 0.0)
    of_one = locked()
    assert of_one > before
    bank.offer(photo, square, face, 1.0)
    assert [e.time for e in bank.exemplars] == [1.0] and locked() == of_one


@on_linux
@pytest.mark.usefixtures("may_lock")
def test_codes_are_locked_until_they_are_forgotten() -> None:
    before, gallery = locked(), Gallery()
    gallery.learn(np.eye(128, dtype=np.float32)[0], 0.0)
    assert locked() > before
    gallery.wipe()
    del gallery
    assert locked() == before


REFUSED = """
import logging, resource, sys
resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, 0))
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(levelname)s %(message)s")
import numpy as np
from hime_core import private_memory
from hime_core.private_memory import private_copy, wipe
copies = [private_copy(np.ones(5000, np.uint8)) for _ in range(3)]
assert all(copy.all() for copy in copies)
for copy in copies:
    wipe(copy)
assert not any(copy.any() for copy in copies)
"""
# Root may lock as much as it likes, so that it has to give that right up first.
WITHOUT_RIGHTS = "import os\nif os.getuid() == 0: os.setresuid(65534, 65534, 65534)\n"


@on_linux
def test_where_locking_is_refused_it_works_and_is_told_once() -> None:
    code = REFUSED.replace("copies =", WITHOUT_RIGHTS + "copies =", 1)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "INFO the system locks no more memory; pictures and codes of people may reach the swap file"
    ]


@on_linux
def test_it_is_left_out_of_core_dumps() -> None:
    copy = private_copy(np.ones(2**20, np.uint8))
    maps = Path("/proc/self/smaps").read_text()
    flags = maps.split(f"{copy.ctypes.data:08x}-")[1].split("VmFlags:")[1].splitlines()[0]
    assert "dd" in flags.split()
