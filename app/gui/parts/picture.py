"""Shows a picture in a dialog, as large as its place allows."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hime_core.geometry import Image


def to_qimage(image: Image) -> QImage:
    """Copy an h×w×3 BGR uint8 picture into a QImage. May be called from any thread."""
    height, width = image.shape[:2]
    return QImage(image.tobytes(), width, height, 3 * width, QImage.Format.Format_BGR888).copy()


class Picture(QWidget):
    """Shows one QImage in its own proportions, at the top of its place, or nothing."""

    def __init__(self, name: str, smallest: int):
        """name: what screen readers say. smallest: the smallest width and height, in logical pixels."""
        super().__init__()
        self._image: QImage | None = None
        self._smallest = QSize(smallest, smallest)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(self._smallest)

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return self._smallest * 2

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if self._image is None:
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect((self.width() - size.width()) // 2, 0, size.width(), size.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
        painter.end()
