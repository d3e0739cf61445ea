"""Lets HIME run once: a second HIME asks the first one to show its window, and ends.

The two talk through a local socket, or a named pipe on Windows, which only the same person can use. Nothing goes over a
network. On Windows and macOS this was not run.
"""

import logging
import os
import re
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QStandardPaths, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

# The first asks a HIME to show its window. The second only asks whether it runs.
SHOW, RUNS = b"show", b"runs"
# A HIME answers both with this. Nothing else is ever sent.
HERE = b"here"
# A HIME that does not answer within this many milliseconds is taken for one that does not run.
ANSWERS_WITHIN = 1_000
# If two HIMEs start at once, one waits for at most this many milliseconds until the other can be found.
FOUND_WITHIN = 3_000


class OnlyOne(QObject):
    """Finds the HIME that runs already, or lets later ones find this one. Needs a QApplication."""

    asked = Signal()  # a person has started HIME again, and wants to see this window

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def begin(self, show: bool) -> bool:
        """Return whether no other HIME runs. From then on, later ones find this one.

        show: whether another HIME that runs is to show its window.
        """
        try:
            from PySide6.QtNetwork import QLocalServer
        except ImportError as error:  # it needs libraries of the system that no other part of HIME needs
            log.info("HIME cannot be found by a second one: %s", error)
            return True
        place = _place()
        starting = QLockFile(f"{place}.lock")
        starting.tryLock(FOUND_WITHIN)
        try:
            if _found(place, show):
                return False
            QLocalServer.removeServer(place)  # a HIME that was killed leaves it behind
            self._server = QLocalServer(self)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._connected)
            if not self._server.listen(place):
                log.info("HIME cannot be found by a second one: %s", self._server.errorString())
            return True
        finally:
            starting.unlock()

    def end(self) -> None:
        """Let later ones no longer find this one."""
        if self._server:
            self._server.close()

    def _connected(self) -> None:
        while self._server and (caller := self._server.nextPendingConnection()):
            caller.readyRead.connect(lambda caller=caller: self._hear(caller))
            caller.disconnected.connect(caller.deleteLater)

    def _hear(self, caller: "QLocalSocket") -> None:
        said = bytes(caller.readAll().data())
        if said in (SHOW, RUNS):
            caller.write(HERE)
        if said == SHOW:
            self.asked.emit()


def _found(place: str, show: bool) -> bool:
    """Return whether a HIME answers at this place, and ask it to show its window if `show` says so."""
    from PySide6.QtNetwork import QLocalSocket

    other = QLocalSocket()
    other.connectToServer(place)
    if not other.waitForConnected(ANSWERS_WITHIN):
        return False
    other.write(SHOW if show else RUNS)
    other.waitForReadyRead(ANSWERS_WITHIN)  # one that hangs is connected to, and does not answer
    answer = bytes(other.readAll().data())
    other.disconnectFromServer()
    return answer == HERE


def _place() -> str:
    """Return where this person's HIME is found. On Linux, it is one for each display."""
    places = QStandardPaths.StandardLocation
    # Only the person can write into these folders. On Windows, no file is made: the path is the name of a pipe.
    folder = QStandardPaths.writableLocation(places.RuntimeLocation if sys.platform == "linux" else places.TempLocation)
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
    return f"{folder}/hime-" + re.sub(r"\W", "_", display)
