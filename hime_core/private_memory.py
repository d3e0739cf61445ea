"""Memory for data that shows a person. It is kept out of the swap file and of core dumps as far as the system allows.

An array of `private_copy` has pages of its own. They are locked, so that the system does not write them to the swap
file. On Linux they are also left out of core dumps. When the last view of an array is gone, its pages go back to the
system at once, and none of its data stays in the program's free memory.

Copies elsewhere in memory are not protected. Camera frames, features, the data that an engine or a GPU works on, and
pictures that are shown are in ordinary memory. Hibernation writes all memory to the disk, also locked memory. The
system limits how much a program may lock (`ulimit -l` on Linux), and memory beyond the limit is not locked.
"""

import ctypes
import logging
import mmap
import sys
from functools import cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

Number = TypeVar("Number", bound=np.generic)

# On Windows the program may lock about this many bytes. They are enough for the exemplars and codes of some people.
WINDOWS_ROOM = 64 * 2**20


def private_copy(values: NDArray[Number]) -> NDArray[Number]:
    """A copy of an array in locked pages of its own. If the system refuses to lock them, the copy is not locked."""
    if sys.platform == "win32":
        pages = mmap.mmap(-1, max(1, values.nbytes))
    else:
        pages = mmap.mmap(-1, max(1, values.nbytes), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if sys.platform == "linux":
        pages.madvise(mmap.MADV_DONTDUMP)
    copy: NDArray[Number] = np.frombuffer(pages, values.dtype, values.size).reshape(values.shape)
    _lock(copy)
    copy[...] = values
    return copy


def wipe(values: NDArray[Number]) -> None:
    """Fill a whole array of `private_copy` with zeros and unlock its pages. An array may be wiped more than once."""
    values.fill(0)
    system = _system()
    if sys.platform == "win32":
        system.VirtualUnlock(_address(values), _size(values))
    else:
        system.munlock(_address(values), _size(values))


def _lock(values: NDArray[Number]) -> None:
    system = _system()
    if sys.platform == "win32":
        locked = system.VirtualLock(_address(values), _size(values)) != 0
    else:
        locked = system.mlock(_address(values), _size(values)) == 0
    if not locked:
        _tell_refused()


def _address(values: NDArray[Number]) -> ctypes.c_void_p:
    return ctypes.c_void_p(values.ctypes.data)


def _size(values: NDArray[Number]) -> ctypes.c_size_t:
    return ctypes.c_size_t(max(1, values.nbytes))


@cache
def _system() -> ctypes.CDLL:
    """The system's library with the functions that lock memory."""
    if sys.platform != "win32":
        return ctypes.CDLL(None)
    kernel = ctypes.windll.kernel32
    # Windows lets a program lock no more than its minimum working set. This is about 200 KB unless it is raised.
    room = ctypes.c_size_t(WINDOWS_ROOM), ctypes.c_size_t(8 * WINDOWS_ROOM)
    kernel.SetProcessWorkingSetSize(ctypes.c_void_p(-1), *room)  # -1 stands for this process
    return kernel


@cache
def _tell_refused() -> None:
    """Write to the log that memory is not locked. It is written once, and not again for every picture."""
    log.info("the system locks no more memory; pictures and codes of people may reach the swap file")
