"""Opens the window and returns when it was closed."""

import contextlib
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.gui.choices import remembered
from app.gui.choices.remembered import Remembered
from app.gui.choices.selection import Selection
from app.gui.controller import Controller
from app.gui.desktop.only_one import OnlyOne
from app.gui.window.window import MainWindow
from app.gui.words import language
from app.settings import Settings, View, written_keys
from hime_core.errors import UsageError

log = logging.getLogger(__name__)

# Importing cv2 makes these environment variables point at cv2's own Qt plugins.
CV2_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
# These signals close the window, if the platform has them.
ENDING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
# Python runs a line each time this many milliseconds have passed, so that it notices signals. Qt waits in C++, where
# Python cannot notice them.
SIGNALS_EVERY = 200
# A thread keeps the interpreter for this many seconds while others wait for it. With Python's default of 5 ms, the
# window would often wait too long.
THREAD_TURN = 0.001
# After the window was closed, the program waits this many seconds for each of its threads to end.
THREADS_END_WITHIN = 5.0


def open_window(
    settings: Settings,
    settings_path: Path | None,
    source: str,
    sink: str,
    view: View | None,
    minimised: bool = False,
) -> None:
    """Show the window until it is closed. If HIME runs already, show the window of that one instead, and return.

    source, sink: as `open_source` and `open_sink` take them, or "auto" for what was chosen last. settings_path: a file
    whose edits the calls follow. view: the view from the command line, which overrides the file's. minimised:
    whether the window is at first in the tray, or minimised where there is no tray. Raises UsageError if no window can
    be opened.

    Whoever names a source or a sink on the command line wants another call beside the one that may run.
    """
    free_qt_of_cv2()
    QGuiApplication.setDesktopFileName("hime")
    app = _application()
    app.setApplicationDisplayName("HIME")
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)  # the window may be hidden before its call has ended
    named = (source, sink) != ("auto", "auto")
    only_one = OnlyOne()
    if not named and not only_one.begin(show=not minimised):
        log.warning("HIME runs already" if minimised else "HIME runs already, and shows its window now")
        return
    old = remembered.read()
    language.use((old or Remembered()).preferences.language)
    controller = make_controller(settings, settings_path, source, sink, old, view)
    keep_interpreter_free()
    window = controller.window
    controller.closing.connect(only_one.end)
    controller.closed.connect(app.quit)
    only_one.asked.connect(window.come_back)
    _on_signals(window, controller.quit)
    if old is None and not minimised and not named:
        _welcome(controller, settings)
    else:
        if old is None:
            remembered.write(Remembered())
        _show(window, minimised)
        controller.begin()
    app.exec()
    controller.call.wait(THREADS_END_WITHIN)
    controller.feed.wait(THREADS_END_WITHIN)


def _welcome(controller: Controller, settings: Settings) -> None:
    """Greet a person who starts HIME for the first time. The call begins when the person presses Start."""
    remembered.write(Remembered())
    controller.window.show()
    controller.window.controls.compare.setChecked(True)
    controller.window.dialogs.welcome(settings, controller.begin)


def _show(window: MainWindow, minimised: bool) -> None:
    if not minimised:
        window.show()
    elif not window.tray:
        window.showMinimized()


def tell_fault(text: str) -> None:
    """Say in a message box why there is no window. For people who started HIME from the desktop, without a terminal.

    A signal that ends the program closes the box and raises KeyboardInterrupt.
    """
    free_qt_of_cv2()
    with contextlib.suppress(UsageError):
        app = QApplication.instance() or _application()
        if isinstance(app, QApplication) and app.platformName() != "offscreen":
            _show_fault(text)


def _show_fault(text: str) -> None:
    box = QMessageBox(QMessageBox.Icon.Critical, "HIME", text)
    box.setTextFormat(Qt.TextFormat.PlainText)
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        # Not at once: a box that is closed before its loop begins never returns.
        QTimer.singleShot(SIGNALS_EVERY, box.reject)

    _on_signals(box, stop)
    box.exec()
    if stopped:
        raise KeyboardInterrupt


def _on_signals(window: QWidget, end: Callable[[], object]) -> None:
    """Call `end` at each signal that ends the program, as long as the window lives."""
    ticks = QTimer(window, interval=SIGNALS_EVERY)
    ticks.timeout.connect(lambda: None)
    ticks.start()
    for name in ENDING_SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:  # nohup makes the program ignore SIGHUP
            signal.signal(number, lambda *_: end())


def keep_interpreter_free() -> None:
    """Let the UI thread wait for the interpreter as briefly as can be. Called once, before the first call begins.

    While Python looks for unused objects, all threads wait. What is loaded by now stays to the end, and need not be
    looked at again and again.
    """
    sys.setswitchinterval(THREAD_TURN)
    gc.collect()
    gc.freeze()


def make_controller(
    settings: Settings,
    settings_path: Path | None,
    source: str,
    sink: str,
    old: Remembered | None,
    view: View | None = None,
) -> Controller:
    """Make the window that `open_window` shows, and its controller. Needs a QApplication."""
    memory = old or Remembered()
    written = written_keys(settings_path) | ({"output.view"} if view else set())
    settings = remembered.with_remembered(settings, memory, written)
    if source == "auto":
        source = settings.camera.device if "camera.device" in written else memory.source
    if sink == "auto":
        sink = memory.sink
    device = settings.output.device if sink == "virtual" else None
    output = (sink, device)
    selection = Selection(settings, source, output)
    return Controller(MainWindow(source, output), selection, settings_path, memory, view, written)


def _application() -> QApplication:
    """Make the QApplication on a screen that a person sees. Raises UsageError when there is none."""
    if sys.platform != "linux" or "QT_QPA_PLATFORM" in os.environ:
        return QApplication(["hime"])
    # Without "offscreen" as a last resort, Qt aborts the program when the display or one of Qt's libraries is missing.
    screens = "wayland;xcb" if os.environ.get("WAYLAND_DISPLAY") else "xcb"
    app = QApplication(["hime", "-platform", f"{screens};offscreen"])
    if app.platformName() == "offscreen":
        raise UsageError("no window can be opened on this display; `hime doctor` tells why, or use --headless")
    return app


def free_qt_of_cv2() -> None:
    """Undo what importing cv2 does on Linux: it points Qt at cv2's own plugins, which are of another version."""
    home = str(Path(cv2.__file__).parent)
    for name in CV2_VARIABLES:
        if os.environ.get(name, "").startswith(home):
            del os.environ[name]
