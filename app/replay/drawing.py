"""Writes a drawing of lines and words as SVG and as PNG."""

from dataclasses import dataclass
from html import escape
from typing import Literal

import cv2
import numpy as np

Point = tuple[float, float]
Colour = tuple[int, int, int]  # RGB

# A PNG has this many pixels for each unit of the drawing.
FINE = 2
# OpenCV takes a place as a whole number, whose last bits, this many of them, are a fraction of a pixel.
SUBPIXELS = 4
# A filled area covers what lies below it with this share of its colour (0..1).
OPACITY = 0.18
# The dots on a line have this radius, in units of the drawing.
DOT = 3
# Letters in a PNG have this size times FINE, as OpenCV's scale of a font.
LETTERS = 0.42


@dataclass(frozen=True)
class Line:
    """A line through all of its points."""

    points: list[Point]
    colour: Colour
    width: float = 1.0
    dots: bool = False  # whether each point has a dot


@dataclass(frozen=True)
class Area:
    """A filled area. Shapes below it stay visible."""

    points: list[Point]
    colour: Colour


@dataclass(frozen=True)
class Words:
    """A line of text."""

    at: Point  # the anchor is at this place on the baseline
    text: str
    colour: Colour = (60, 60, 60)
    anchor: Literal["start", "middle", "end"] = "start"  # this part of the text is at the place


Shape = Line | Area | Words


@dataclass(frozen=True)
class Drawing:
    """Shapes on a white ground. Later shapes lie above earlier shapes."""

    width: int
    height: int
    shapes: list[Shape]


def as_svg(drawing: Drawing) -> str:
    """Return the drawing as an <svg> element, which refers to nothing outside itself."""
    size = f'viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" height="{drawing.height}"'
    return f'<svg {size} role="img" font-family="sans-serif" font-size="13">{"".join(map(_svg, drawing.shapes))}</svg>'


def as_png(drawing: Drawing) -> bytes:
    """Return the drawing as a PNG file. Texts must be ASCII, because OpenCV cannot draw other letters."""
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
        return f'<polygon points="{points}" fill="{colour}" fill-opacity="{OPACITY}"/>'
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{colour}"/>' for x, y in shape.points if shape.dots]
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{shape.width}"/>{"".join(dots)}'


def _paint(canvas: np.ndarray, shape: Shape) -> None:
    colour = shape.colour[::-1]
    if isinstance(shape, Words):
        font, size, thick = cv2.FONT_HERSHEY_SIMPLEX, LETTERS * FINE, FINE - 1
        length = cv2.getTextSize(shape.text, font, size, thick)[0][0]
        back = {"start": 0, "middle": length // 2, "end": length}[shape.anchor]
        at = round(shape.at[0] * FINE) - back, round(shape.at[1] * FINE)
        cv2.putText(canvas, shape.text, at, font, size, colour, thick, cv2.LINE_AA)
        return
    points = np.round(np.array(shape.points) * FINE * 2**SUBPIXELS).astype(np.int32)
    if isinstance(shape, Area):
        filled = canvas.copy()
        cv2.fillPoly(filled, [points], colour, cv2.LINE_AA, SUBPIXELS)
        cv2.addWeighted(filled, OPACITY, canvas, 1 - OPACITY, 0, canvas)
        return
    cv2.polylines(canvas, [points], False, colour, max(1, round(shape.width * FINE)), cv2.LINE_AA, SUBPIXELS)
    for x, y in points if shape.dots else ():
        cv2.circle(canvas, (int(x), int(y)), DOT * FINE * 2**SUBPIXELS, colour, -1, cv2.LINE_AA, SUBPIXELS)
