"""No core files: what is in memory here are people's faces, and a crash must not write them to disk."""

import sys

# Bytes. The kernel writes no core file that is cut so short; and of all limits this one alone also keeps Linux from
# handing the memory to a program that collects crashes (core(5), "piping core dumps to a program").
LIMIT = 1
WITHOUT_REPORT = 0x0001 | 0x0002  # Windows: SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX


def forbid() -> None:
    """For this process and for those that it starts."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(WITHOUT_REPORT)
    else:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        limit = LIMIT if most == resource.RLIM_INFINITY else min(LIMIT, most)
        resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
