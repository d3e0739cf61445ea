"""Takes a key from all programs of Windows. This was written from Windows' documentation, and was not run.

Windows tells about the key on the thread that took it. A thread of its own waits for that, so that Qt need not show
each of its messages to Python.
"""

import contextlib
import ctypes
import queue
import sys
import threading
from collections.abc import Callable

from app.gui.desktop.hotkey import Hotkey, taken
from hime_core.errors import UsageError

assert sys.platform == "win32"

from ctypes import wintypes  # noqa: E402

# VK_F1 is the number of the key F1. F2 and those after it follow.
FIRST_FUNCTION = 0x70
# VK_PAUSE is the number of the key Pause.
PAUSE = 0x13
# These are MOD_SHIFT, MOD_CONTROL, MOD_ALT and MOD_WIN.
MASKS = {"Shift": 0x4, "Ctrl": 0x2, "Alt": 0x1, "Meta": 0x8}
# With MOD_NOREPEAT, a key that is held down tells one press.
NO_REPEAT = 0x4000
# WM_HOTKEY is the message that the key was pressed.
PRESSED = 0x0312
# WM_QUIT is the message that ends the thread's waiting.
QUIT = 0x0012
# The window waits at most this many seconds for the thread to end.
ENDS_WITHIN = 1.0
# The key has this number among the keys that the thread took.
FIRST = 1


class WindowsKey:
    """A key that is taken until `release`."""

    def __init__(self, hotkey: Hotkey, pressed: Callable[[], object]):
        """pressed: called on another thread, once for each press. Raises UsageError if the key cannot be taken."""
        self._taken: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._wait, args=(hotkey, pressed), name="hime-hotkey", daemon=True)
        self._thread.start()
        if not self._taken.get():
            raise UsageError(taken(hotkey))  # Windows does not tell why, but this is nearly always the reason

    def release(self) -> None:
        """End the thread, which gives the key back to the other programs."""
        ctypes.windll.user32.PostThreadMessageW(wintypes.DWORD(self._thread.native_id or 0), QUIT, 0, 0)
        self._thread.join(ENDS_WITHIN)

    def _wait(self, hotkey: Hotkey, pressed: Callable[[], object]) -> None:
        user = ctypes.windll.user32
        key = hotkey.symbol or (FIRST_FUNCTION + hotkey.function - 1 if hotkey.function else PAUSE)
        held = sum(MASKS[word] for word in hotkey.held)
        taken = bool(user.RegisterHotKey(None, FIRST, held | NO_REPEAT, key))
        self._taken.put(taken)
        if not taken:
            return
        message = wintypes.MSG()
        while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.message == PRESSED:
                with contextlib.suppress(RuntimeError):  # the window may have been deleted meanwhile
                    pressed()
        user.UnregisterHotKey(None, FIRST)
