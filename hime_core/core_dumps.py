"""No core files: what is in memory are people's faces, and a crash must not write them to the disk.

The systems differ. On Linux a crash writes a file, or hands the memory to a program that collects crashes. On Windows
it may send a report that contains memory.
"""

import ctypes
import sys

# Bytes, the largest core file. No core file is so short, so none is written. Linux knows this very number: with it, and
# with no other limit, it does not hand the memory to a program that collects crashes either (see core(5)).
LIMIT = 1
# Linux's number of the option of prctl(2) by which a process says whether its memory may be dumped.
PR_SET_DUMPABLE = 4
# Windows' flags SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX: no report after a crash.
WITHOUT_REPORT = 0x0001 | 0x0002
# Windows' flag WER_FAULT_REPORTING_FLAG_NOHEAP: a report, where there is one nevertheless, holds no memory of objects.
WITHOUT_HEAP = 0x0001


def forbid() -> None:
    """Forbid core files for this process, and for those that it starts as far as limits are handed on."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetErrorMode(kernel.GetErrorMode() | WITHOUT_REPORT)
        kernel.WerSetFlags(WITHOUT_HEAP)
    else:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        limit = LIMIT if most == resource.RLIM_INFINITY else min(LIMIT, most)
        resource.setrlimit(resource.RLIMIT_CORE, (limit, most))
        # A limit of 0 keeps only files from being written. This keeps the memory from collectors, too, but it also
        # keeps desktop services from looking at the process, so that it is left out where the limit suffices.
        if limit != LIMIT and sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0)
