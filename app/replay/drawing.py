"""A few lines and words, drawn once as shapes and put out as SVG or as PNG."""

from dataclasses import dataclass
from html import escape
from typing import Literal

import cv2
import numpy as np

Point = tuple[float, float]
Colour = tuple[int, int, int]  # RGB

FINE = 2  # PNG pixels to a unit
SUBPIXELS = 4  # bits of a fraction that OpenCV draws with


@dataclass(frozen=True)
class Line:
    """Through all points, with a dot on each where asked."""

    points: list[Point]
    colour: Colour
    width: float = 1.0
    dots: bool = False


@dataclass(frozen=True)
class Area:
    """Filled, half transparent."""

    points: list[Point]
    colour: Colour


@dataclass(frozen=True)
class Words:
    """On a baseline; `at` is their start, middle or end."""

    at: Point
    text: str
    colour: Colour = (60, 60, 60)
    anchor: Literal["start", "middle", "end"] = "start"


Shape = Line | Area | Words


@dataclass(frozen=True)
class Drawing:
    """Shapes on white, later ones above earlier ones."""

    width: int
    height: int
    shapes: list[Shape]


def as_svg(drawing: Drawing) -> str:
    """An <svg> element without references to anything."""
    size = f'viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" height="{drawing.height}"'
    return f'<svg {size} role="img" font-family="sans-serif" font-size="13">{"".join(map(_svg, drawing.shapes))}</svg>'


def as_png(drawing: Drawing) -> bytes:
    """The same, FINE pixels to a unit. Letters beyond ASCII are not drawn: write without them."""
    canvas = np.full((drawing.height * FINE, drawing.width * FINE, 3), 255, np.uint8)
    for shape in drawing.shapes:
        _paint(canvas, shape)
    _, data = cv2.imencode(".png", canvas)
    return data.tobytes()


def _svg(shape: Shape) -> str:
    colour = f"rgb{shape.colour}".replace(" ", "")
    if isinstance(shape, Words):
        x, y = shape.at
        return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{shape.anchor}">{escape(shape.text)}</text>'
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
    if isinstance(shape, Area):
        return f'<polygon points="{points}" fill="{colour}" fill-opacity="0.18"/>'
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in shape.points if shape.dots]
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{shape.width}"/>{"".join(dots)}'


def _paint(canvas: np.ndarray, shape: Shape) -> None:
    colour = shape.colour[::-1]
    if isinstance(shape, Words):
        font, size, thick = cv2.FONT_HERSHEY_SIMPLEX, 0.42 * FINE, FINE - 1
        length = cv2.getTextSize(shape.text, font, size, thick)[0][0]
        back = {"start": 0, "middle": length // 2, "end": length}[shape.anchor]
        at = round(shape.at[0] * FINE) - back, round(shape.at[1] * FINE)
        cv2.putText(canvas, shape.text, at, font, size, colour, thick, cv2.LINE_AA)
        return
    points = np.round(np.array(shape.points) * FINE * 2**SUBPIXELS).astype(np.int32)
    if isinstance(shape, Area):
        filled = canvas.copy()
        cv2.fillPoly(filled, [points], colour, cv2.LINE_AA, SUBPIXELS)
        cv2.addWeighted(filled, 0.18, canvas, 0.82, 0, canvas)
        return
    cv2.polylines(canvas, [points], False, colour, max(1, round(shape.width * FINE)), cv2.LINE_AA, SUBPIXELS)
    for x, y in points if shape.dots else ():
        cv2.circle(canvas, (int(x), int(y)), 3 * FINE * 2**SUBPIXELS, colour, -1, cv2.LINE_AA, SUBPIXELS)
