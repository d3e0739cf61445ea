"""Saves the picture that others see now."""

from collections.abc import Callable
from pathlib import Path

import cv2
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from app.gui.parts.job import Job
from app.gui.parts.widgets import ask_where
from app.gui.words.language import tr
from app.media.files import check_writable, free_name, write_whole
from hime_core.geometry import Image


def save_picture(parent: QWidget, image: Image, tell: Callable[[str], object]) -> None:
    """Ask for a file's name and write the picture into it, as PNG. tell: gets a sentence about how that ended."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    path = free_name(Path(folder) / "HIME.png")
    ask_where(
        parent, tr("Save a picture"), path, tr("Pictures") + " (*.png)", lambda name: _begin(image, Path(name), tell)
    )


def _begin(image: Image, path: Path, tell: Callable[[str], object]) -> None:
    job = Job(lambda job: _write(image, path))
    job.done.connect(tell)
    job.failed.connect(tell)
    job.start()


def _write(image: Image, path: Path) -> str:
    check_writable(path, ".png")
    _, data = cv2.imencode(".png", image)
    write_whole(path, data.tobytes())
    return tr("Saved as {path}").format(path=path)
