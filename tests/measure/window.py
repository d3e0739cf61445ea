"""Prints as JSON how many pictures a second the window's preview shows, and how long the window's thread is blocked.

The window plays the made call.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.gui.choices.remembered import Remembered
from app.gui.main import free_qt_of_cv2, keep_interpreter_free, make_controller
from app.models import load_models
from app.settings import Settings
from tests.measure.live import made_call

BEAT = 5  # The window's thread notes the time every this many milliseconds, unless it is blocked.
SETTLED = 8.0  # The models are loaded after this many seconds.


def main() -> None:
    """Run the window and print the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=55)
    options.add_argument("--folder", type=Path, default=Path("out"), help="keeps the made call")
    options.add_argument("--compare", action="store_true", help="with the split between before and after")
    asked = options.parse_args()
    path = asked.folder / "made_call_1.avi"
    if not path.exists():
        asked.folder.mkdir(exist_ok=True)
        models = load_models(Settings())
        made_call(path, 1, True, models.detector)
    free_qt_of_cv2()
    app = QApplication(["hime"])
    app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(False)
    begun = time.perf_counter()
    controller = make_controller(Settings(), None, str(path), "none", Remembered(comparing=asked.compare))
    keep_interpreter_free()
    window = controller.window
    controller.closed.connect(app.quit)
    drawn: list[float] = []
    beats: list[float] = []
    controller.feed.ready.connect(lambda: drawn.append(time.perf_counter() - begun))
    beat = QTimer(interval=BEAT)
    beat.timeout.connect(lambda: beats.append(time.perf_counter() - begun))
    QTimer.singleShot(round(1000 * asked.seconds), window.close)
    window.show()
    app.processEvents()  # draws the window for the first time
    shown_after = time.perf_counter() - begun
    beat.start()
    controller.begin()
    app.exec()
    times, gaps = np.array(beats), 1000 * np.diff(beats)
    settled = times[1:] > SETTLED
    shown = np.array(drawn)
    session_report = {
        "window_drawn_s": round(shown_after, 2),
        "first_picture_s": round(float(shown[0]), 2),
        "pictures_a_second": round(float((shown > SETTLED).sum() / (shown[-1] - SETTLED)), 2),
        "longest_without_a_new_picture_ms": round(1000 * float(np.diff(shown[shown > SETTLED]).max())),
        "gaps_ms_while_loading": {f"p{q}": round(float(np.percentile(gaps[~settled], q)), 1) for q in (50, 99, 100)},
        "gaps_ms_after": {f"p{q}": round(float(np.percentile(gaps[settled], q)), 1) for q in (50, 99, 100)},
        "gaps_over_50_ms": [round(float(t), 2) for t, gap in zip(times[1:], gaps, strict=True) if gap > 50],
    }
    print(json.dumps(session_report, indent=1))


if __name__ == "__main__":
    main()
