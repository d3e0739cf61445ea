"""A full disk, played by a limit on the size of files. Python ignores the signal that comes with it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

needs_full_disk = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")


@contextmanager
def full_disk(size: int = 0) -> Iterator[None]:
    """Within the block, a write beyond `size` bytes of a file raises OSError, as on a disk that is full."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
