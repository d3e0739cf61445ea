"""Loads the kernel module of the virtual camera (v4l2loopback) as administrator, and tells in words why it failed."""

import logging
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from app.doctor.check import Remedy
from app.gui.desktop import administrator
from app.gui.desktop.administrator import Ran
from app.gui.words.language import tr
from app.output.v4l2loopback import LABEL, ROOT, in_use, loopbacks

log = logging.getLogger(__name__)

# The program that loads modules is in one of these folders. pkexec wants to know which.
FOLDERS = "/usr/sbin:/sbin:/usr/bin:/bin"
# These are the module and the options that HIME needs.
MODULE = ("v4l2loopback", "exclusive_caps=1", f"card_label={LABEL}")
# Where Secure Boot refuses a module, the program that loads modules gives one of these reasons. The last one is that of
# a kernel which lets in no unsigned module.
UNSIGNED = ("Key was rejected", "Required key not available", "Operation not permitted")
# A module that a program still uses is not unloaded. The program that unloads modules then says this.
IN_USE = "is in use"
# HIME's own call may need so many seconds to let go of the camera before the module can be unloaded.
LET_GO_WITHIN = 5.0
# A new device may be used only when the system has given it to the person, which takes at most so many seconds.
READY_WITHIN = 3.0
# While HIME waits for one of the two, it looks once in so many seconds.
LOOK_EVERY = 0.05


def load(remedy: Remedy, wanted: Callable[[], bool], root: Path = ROOT) -> str:
    """Load the module, and wait until its camera can be used. Returns why that failed, as a sentence, or "".

    wanted: as for `administrator.run`. root: the folder that holds sys and dev.
    """
    modprobe = shutil.which("modprobe", path=FOLDERS)
    if modprobe is None:
        return tr("The program that loads parts of the system (modprobe) is missing here.")
    if remedy == "reload" and not _wait_for(lambda: not in_use(root), LET_GO_WITHIN, wanted):
        return _used()
    ran = administrator.run(_command(modprobe, remedy), wanted)
    log.info("%s the virtual camera's module: %s %s", remedy, ran.end, ran.said)
    if ran.end == "done":
        _wait_for(lambda: any(os.access(d.path, os.R_OK | os.W_OK) for d in loopbacks(root)), READY_WITHIN, wanted)
        return ""
    return _why(ran)


def _command(modprobe: str, remedy: Remedy) -> list[str]:
    """Return one command, so that the password is asked for only once."""
    if remedy == "load":
        return [modprobe, *MODULE]
    return ["/bin/sh", "-c", f"{modprobe} -r {MODULE[0]} && {modprobe} {' '.join(MODULE)}"]


def _why(ran: Ran) -> str:
    if ran.end == "dismissed":
        return tr("No password was given, so nothing was changed.")
    if ran.end == "refused":
        return tr("The system did not allow it. The password was wrong, or your account may not do this.")
    if ran.end == "cannot ask":
        return tr("Nothing on this desktop can ask for the password.")
    if any(reason in ran.said for reason in UNSIGNED):
        return tr("Secure Boot refuses the virtual camera until its key is enrolled.")
    if IN_USE in ran.said:
        return _used()
    reason = ran.said.removeprefix("modprobe: ").removeprefix("FATAL: ").removeprefix("ERROR: ")
    return tr("The system could not do it: {reason}").format(reason=reason)


def _used() -> str:
    return tr("Another program uses the virtual camera now. Close that program, and try again.")


def _wait_for(met: Callable[[], bool], seconds: float, wanted: Callable[[], bool]) -> bool:
    """Wait until a condition is met, for some seconds at most. Returns whether it is met."""
    end = time.monotonic() + seconds
    while not (found := met()) and wanted() and time.monotonic() < end:
        time.sleep(LOOK_EVERY)
    return found
