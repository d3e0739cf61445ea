"""Takes a key from all programs of an X11 display, over a connection of its own. Numbers come from X11's headers."""

import contextlib
import ctypes
import itertools
from collections.abc import Callable, Iterator

from PySide6.QtCore import QSocketNotifier

from app.gui.desktop.hotkey import Hotkey, taken
from app.gui.words.language import tr
from hime_core.errors import UsageError

# XK_F1 is the number of the key F1. F2 and those after it follow.
FIRST_FUNCTION = 0xFFBE
# XK_Pause is the number of the key Pause.
PAUSE = 0xFF13
# XK_Num_Lock and XK_Scroll_Lock are keys that stay on. Which modifiers they are differs among keyboards.
LOCKS = 0xFF7F, 0xFF14
# LockMask is the modifier of the key Caps Lock.
CAPS_LOCK = 1 << 1
# These are ShiftMask, ControlMask, Mod1Mask and Mod4Mask.
MASKS = {"Shift": 1 << 0, "Ctrl": 1 << 2, "Alt": 1 << 3, "Meta": 1 << 6}
# GrabModeAsync lets the keyboard and the mouse go on while the key is held down.
GO_ON = 1
# KeyPress and KeyRelease are types of events.
PRESS, RELEASE = 2, 3


class _KeyEvent(ctypes.Structure):
    """XKeyEvent up to the number of the key, and the room that other events need."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("sent", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("windows", ctypes.c_ulong * 3),
        ("time", ctypes.c_ulong),
        ("places", ctypes.c_int * 4),
        ("state", ctypes.c_uint),
        ("key", ctypes.c_uint),
        ("room", ctypes.c_long * 13),
    )


# An XErrorHandler gets the display and the error. What it returns does not matter.
_Handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


class X11Key:
    """A key that is taken until `release`. Made and released on the UI thread."""

    def __init__(self, hotkey: Hotkey, pressed: Callable[[], object]):
        """pressed: called on the UI thread, once for each press. Raises UsageError if the key cannot be taken."""
        self._pressed = pressed
        self._down = False
        self._x11 = _library()
        self._display = self._x11.XOpenDisplay(None)
        if not self._display:
            raise UsageError(no_display())
        try:
            self._key = self._grab(hotkey)
        except UsageError:
            self._x11.XCloseDisplay(self._display)
            raise
        socket = self._x11.XConnectionNumber(self._display)
        self._arrivals = QSocketNotifier(socket, QSocketNotifier.Type.Read)
        self._arrivals.activated.connect(self._read)

    def release(self) -> None:
        """Close the connection. With it, the display gives the key back to the other programs."""
        self._arrivals.setEnabled(False)
        self._arrivals.deleteLater()
        self._x11.XCloseDisplay(self._display)

    def _grab(self, hotkey: Hotkey) -> int:
        """Take the key, and return its number on this keyboard. Raises UsageError if it cannot be taken."""
        x11, display = self._x11, self._display
        symbol = hotkey.symbol or (FIRST_FUNCTION + hotkey.function - 1 if hotkey.function else PAUSE)
        key = int(x11.XKeysymToKeycode(display, symbol))
        if not key:
            raise UsageError(tr("This keyboard has no key “{keys}”.").format(keys=hotkey.text))
        x11.XkbSetDetectableAutoRepeat(display, True, None)  # a key that is held down then sends presses alone
        held = sum(MASKS[word] for word in hotkey.held)
        locks = {CAPS_LOCK, *(x11.XkbKeysymToModifiers(display, lock) for lock in LOCKS)}
        root = x11.XDefaultRootWindow(display)
        with self._errors() as errors:
            for states in itertools.product(*((0, lock) for lock in locks)):  # each lock may be on or off
                on = sum(set(states))
                x11.XGrabKey(display, key, held | on, root, False, GO_ON, GO_ON)
            x11.XSync(display, False)
        if errors:
            raise UsageError(taken(hotkey))
        return key

    @contextlib.contextmanager
    def _errors(self) -> Iterator[list[int]]:
        """Collect the errors of this connection. Without a handler of ours, Xlib would end the program."""
        errors: list[int] = []

        def collect(display: int, error: int) -> int:
            if display == self._display:
                errors.append(error)
            return 0

        handler = _Handler(collect)
        before = self._x11.XSetErrorHandler(ctypes.cast(handler, ctypes.c_void_p))
        try:
            yield errors
        finally:
            self._x11.XSetErrorHandler(before)

    def _read(self) -> None:
        event = _KeyEvent()
        presses = 0
        while self._x11.XPending(self._display):
            self._x11.XNextEvent(self._display, ctypes.byref(event))
            if event.key != self._key:  # while the key is held down, other keys come here, too
                continue
            if event.type == PRESS:
                presses += not self._down
                self._down = True
            elif event.type == RELEASE:
                self._down = False
        for _ in range(presses):  # last, because whoever hears it may release the key, and so close the connection
            self._pressed()


def no_display() -> str:
    """Return what is said if there is no library or no display to talk to."""
    return tr("HIME cannot reach the X11 display, so it can take no key there.")


def _library() -> ctypes.CDLL:
    """Load Xlib and tell ctypes the types that are no plain numbers. Raises UsageError if it is not installed."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError as error:
        raise UsageError(no_display()) from error
    display, number = ctypes.c_void_p, ctypes.c_ulong
    x11.XOpenDisplay.restype = x11.XSetErrorHandler.restype = display
    x11.XDefaultRootWindow.restype = number
    x11.XKeysymToKeycode.restype = ctypes.c_ubyte
    x11.XSetErrorHandler.argtypes = [ctypes.c_void_p]
    x11.XKeysymToKeycode.argtypes = x11.XkbKeysymToModifiers.argtypes = [display, number]
    x11.XkbSetDetectableAutoRepeat.argtypes = [display, ctypes.c_int, ctypes.c_void_p]
    x11.XGrabKey.argtypes = [display, ctypes.c_int, ctypes.c_uint, number, *[ctypes.c_int] * 3]
    x11.XSync.argtypes = [display, ctypes.c_int]
    x11.XNextEvent.argtypes = [display, ctypes.c_void_p]
    for name in ("XCloseDisplay", "XConnectionNumber", "XDefaultRootWindow", "XPending"):
        getattr(x11, name).argtypes = [display]
    return x11
