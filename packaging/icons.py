"""Draws HIME's icon in the formats of the three systems."""

import os
import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

# The icon is drawn in this file.
DRAWING = Path(__file__).resolve().parents[1] / "app/gui/icon.svg"
# A Windows icon has pictures of these sides, in pixels.
WINDOWS_SIDES = (16, 24, 32, 48, 64, 128, 256)
# An icon of macOS has pictures of these sides, in pixels, under these names.
MAC_SIDES = {b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def png(side: int) -> bytes:
    """Return the icon as a PNG file, side×side pixels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    assert application
    return buffer.data().data()


def ico() -> bytes:
    """Return the icon as a file of Windows: a table of places, and the pictures as PNG."""
    pictures = [png(side) for side in WINDOWS_SIDES]
    place = 6 + 16 * len(pictures)
    table = struct.pack("<HHH", 0, 1, len(pictures))
    for side, picture in zip(WINDOWS_SIDES, pictures, strict=True):
        table += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return table + b"".join(pictures)


def icns() -> bytes:
    """Return the icon as a file of macOS: pictures as PNG, each with its name and length before it."""
    parts = b""
    for name, side in MAC_SIDES.items():
        picture = png(side)
        parts += name + struct.pack(">I", 8 + len(picture)) + picture
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts
