"""Forbids core files. People's faces are in memory, and a crash must not write them to the disk.

The systems differ. On Linux a crash writes a file, or hands the memory to a program that collects crashes. On Windows a
crash may send a report that contains memory.
"""

import ctypes
import sys

# A core file may have at most this many bytes. Every core file is larger, so that none is written. Linux treats a limit
# of 1 specially: with any other limit, even 0, it may hand the memory to a program that collects crashes (see core(5)).
LIMIT = 1
# This is Linux's number of a prctl(2) option. With the option a process says whether its memory may be dumped.
PR_SET_DUMPABLE = 4
# These are Windows' flags SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX. With them Windows reports no crash.
WITHOUT_REPORT = 0x0001 | 0x0002
# This is Windows' flag WER_FAULT_REPORTING_FLAG_NOHEAP. If Windows makes a report nevertheless, it leaves out the heap.
WITHOUT_HEAP = 0x0001


def forbid() -> None:
    """Forbid core files for this process, and for the processes that it starts as far as they inherit its limits."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetErrorMode(kernel.GetErrorMode() | WITHOUT_REPORT)
        kernel.WerSetFlags(WITHOUT_HEAP)
    else:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        limit = LIMIT if most == resource.RLIM_INFINITY else min(LIMIT, most)
        resource.setrlimit(resource.RLIMIT_CORE, (limit, most))
        # A limit of 0 prevents only core files. The option also keeps the memory from programs that collect crashes.
        # But it keeps desktop services from looking at the process, too. So it is set only if the limit is not enough.
        if limit != LIMIT and sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0)
