"""Memory for what shows a person: kept out of the swap file and of core dumps as far as the system allows.

An array here has pages of its own. They are locked, so that the system does not write them to the swap file, and on
Linux they are left out of core dumps. When the last view of an array is gone, its pages go back to the system at once,
and nothing of them stays behind among the program's free memory.

What this cannot protect: copies elsewhere in memory. The frames of the camera, features, what an engine or a GPU works
on, and pictures that are shown live in ordinary memory. Hibernation writes all memory to the disk, locked or not. The
system lets a program lock only so much (`ulimit -l` on Linux); what is beyond that is not locked.
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

# Bytes by which Windows' limit of what may be locked is raised: enough for the exemplars and codes of some people.
WINDOWS_ROOM = 64 * 2**20


def private_copy(values: NDArray[Number]) -> NDArray[Number]:
    """A copy of an array in locked pages of its own. If the system refuses to lock them, it is a copy all the same."""
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
    """Fill a whole array from `private_copy` with zeros and unlock its pages. It may be wiped more than once."""
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
    """The library of the system that locks memory."""
    if sys.platform != "win32":
        return ctypes.CDLL(None)
    kernel = ctypes.windll.kernel32
    # Windows lets a program lock no more than its least working set, about 200 KB unless it is raised.
    room = ctypes.c_size_t(WINDOWS_ROOM), ctypes.c_size_t(8 * WINDOWS_ROOM)
    kernel.SetProcessWorkingSetSize(ctypes.c_void_p(-1), *room)  # -1: this process
    return kernel


@cache
def _tell_refused() -> None:
    """Said once: whoever reads the log need not read it for every picture."""
    log.info("the system locks no more memory; pictures and codes of people may reach the swap file")
