"""No core files: what is in memory are people's faces, and a crash must not write them to disk."""

import sys

# Bytes. No core file is so short, hence none is written. Of all limits this one alone also keeps Linux from handing the
# memory to a program that collects crashes (the kernel's do_coredump; core(5) tells of such programs).
LIMIT = 1
WITHOUT_REPORT = 0x0001 | 0x0002  # Windows: SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX


def forbid() -> None:
    """For this process and for those that it starts."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetErrorMode(kernel.GetErrorMode() | WITHOUT_REPORT)
    else:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        limit = LIMIT if most == resource.RLIM_INFINITY else min(LIMIT, most)
        resource.setrlimit(resource.RLIMIT_CORE, (limit, most))
