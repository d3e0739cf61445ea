"""Makes what the window shows of a picture that was sent: QImages for preview and strip, and counts of faces."""

import os
from dataclasses import dataclass, replace

import cv2
import numpy as np
from PySide6.QtGui import QImage

from app.enhance import EnhancedFace
from app.gui.words.language import tr
from app.gui.words.situation import Faces
from app.picture.compose import compose
from app.picture.show import ShownFrame
from app.report.usage import Use
from app.run.live import Seen
from hime_core.geometry import Image

# A thumbnail is this many pixels wide and high. An ordinary screen shows it at half this size, and a screen of scale 2
# at this size.
THUMBNAIL_SIDE = 168
# A thumbnail shows a square whose side is this many headshot sides. An exemplar's picture spans 1.5 of them.
THUMBNAIL_SPAN = 1.2
# The close-up shows a square whose side is this many headshot sides.
CLOSE_UP_SPAN = 1.15


@dataclass(frozen=True)
class ExemplarCard:
    """An exemplar as the strip shows it."""

    id: str
    image: QImage
    person: int  # the person's number
    awake: bool  # whether the person is in the picture now
    quality: float  # 0..1
    age: float  # seconds
    share: float  # this exemplar's share, 0..1, of what all exemplars contribute to its face now


@dataclass(frozen=True)
class CloseUp:
    """A far face of the picture, cut out of it. Both pictures have the same size."""

    before: QImage  # without HIME
    after: QImage  # as others see it
    side: float  # of the headshot, in pixels of the frame


@dataclass(frozen=True)
class PreviewPicture:
    """One picture, ready to be drawn."""

    after: QImage
    before: QImage | None  # the same picture without HIME; None unless it was requested
    timing: list[str]  # lines of the overlay; none unless they were requested
    part: tuple[float, float, float]  # the part of the frame that is shown: centre x, y and height, input pixels
    faces: Faces
    cards: list[ExemplarCard]  # the same list object until the cards are made anew
    close_up: CloseUp | None  # the far face that is sharpened with the most exemplars; None if no face is sharpened
    time: float  # of the frame, seconds since the first one
    usage: str  # how many cores HIME uses, in words; empty in the first moments


def cards_of(seen: Seen, thumbs: dict[str, QImage]) -> tuple[list[ExemplarCard], dict[str, QImage]]:
    """Return a card for each exemplar, and the thumbnails by exemplar id. thumbs: earlier ones, to be used again."""
    shares, now = shares_of(seen.result.faces), seen.result.frame.time
    people = [person for person in seen.people if person.exemplars]
    cards = []
    for person in people:
        for e in person.exemplars:
            image = thumbs.get(e.id) or thumb(e.image)
            age, share = max(0.0, now - e.time), shares.get(e.id, 0.0)
            cards.append(ExemplarCard(e.id, image, person.id, person.awake, e.quality, age, share))
    return cards, {card.id: card.image for card in cards}


def scaled(image: Image, size: tuple[int, int], mirrored: bool = False) -> QImage:
    """Resize a BGR picture to (width, height), as the kind of QImage that Qt draws fastest.

    mirrored: whether left and right change places.
    """
    # Averaging to any size takes six times as long as halving, and then interpolating down to no less than a half.
    while image.shape[1] >= 2 * size[0] and image.shape[0] >= 2 * size[1]:
        half = (image.shape[1] // 2, image.shape[0] // 2)
        image = np.asarray(cv2.resize(image, half, interpolation=cv2.INTER_AREA))
    if image.shape[1::-1] != size:
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR))
    if mirrored:
        image = np.asarray(cv2.flip(image, 1))
    out = QImage(*size, QImage.Format.Format_RGB32)
    pixels = np.frombuffer(out.bits(), np.uint8).reshape(size[1], size[0], 4)
    cv2.cvtColor(image, cv2.COLOR_BGR2BGRA, dst=pixels)
    return out


def best_shown(faces: list[EnhancedFace]) -> EnhancedFace | None:
    """Return the face with the most references, and among equals the largest. None if there is no face."""
    return max(faces, key=lambda face: (len(face.references), face.side), default=None)


def close_up(result: ShownFrame, mirrored: bool) -> CloseUp | None:
    """Cut the far face with the most exemplars, and among equals the largest, out of the picture that others see."""
    face, view = best_shown([face for face in result.faces if face.strength]), result.view
    if face is None:
        return None
    square = next((track.square for track in result.tracks if track.id == face.track_id), face.square)
    side = min(round(view.scale * CLOSE_UP_SPAN * square.side), view.width, view.height)
    left = round(view.scale * square.x + view.tx - side / 2)
    top = round(view.scale * square.y + view.ty - side / 2)
    left, top = max(0, min(left, view.width - side)), max(0, min(top, view.height - side))
    after = result.image[top : top + side, left : left + side]
    height, width = after.shape[:2]
    part = replace(view, tx=view.tx - left, ty=view.ty - top, width=width, height=height)
    before = compose(result.frame.image, part, [])
    return CloseUp(scaled(before, (width, height), mirrored), scaled(after, (width, height), mirrored), square.side)


def thumb(exemplar: Image) -> QImage:
    """Cut the headshot out of an exemplar's picture, THUMBNAIL_SIDE×THUMBNAIL_SIDE."""
    side = exemplar.shape[0]
    edge = round(side * (1 - THUMBNAIL_SPAN / 1.5) / 2)
    headshot = np.ascontiguousarray(exemplar[edge : side - edge, edge : side - edge])
    return scaled(headshot, (THUMBNAIL_SIDE, THUMBNAIL_SIDE))


def shares_of(faces: list[EnhancedFace]) -> dict[str, float]:
    """Return by id each exemplar's share, 0..1, of what its face's exemplars contribute, as CoFA weighs them."""
    shares: dict[str, float] = {}
    for face in faces:
        if face.references:
            means = face.weights.reshape(len(face.references), -1).mean(1)
            total = max(float(means.sum()), 1e-6)
            shares |= {e.id: float(m) / total for e, m in zip(face.references, means, strict=True)}
    return shares


def faces_of(result: ShownFrame, cards: list[ExemplarCard]) -> Faces:
    """Count who is in the picture. cards: the exemplars as the strip shows them, so that both say the same."""
    far = sum(track.state == "far" for track in result.tracks)
    near = sum(track.state == "near" for track in result.tracks)
    references = max((len(face.references) for face in result.faces), default=0)
    pictures = sum(card.awake for card in cards)
    undecided = sum(track.id not in result.people for track in result.tracks if track.state != "lost")
    return Faces(near, far, len(result.faces), references, pictures, undecided)


def part_of(result: ShownFrame) -> tuple[float, float, float]:
    """Return the part of the frame that a view shows: centre x, y and height, input pixels."""
    view = result.view
    x, y = (view.width / 2 - view.tx) / view.scale, (view.height / 2 - view.ty) / view.scale
    return x, y, view.height / view.scale


def timing(seen: Seen, rate: int, engine: str, usage: str) -> list[str]:
    """Return the lines of the overlay.

    rate: pictures a second. engine: the engine's name, or empty. usage: what HIME uses, or empty.
    """
    stages = seen.result.stages_ms
    lines = [tr("{rate} pictures a second, {late} ms after the camera").format(rate=rate, late=round(seen.latency_ms))]
    if stages:
        lines.append("   ".join(f"{name} {ms:.1f}" for name, ms in stages.items()) + "   ms")
    said = tr("face {number}: {side} px, {pictures} pictures, {time} ms, {kept}% kept")
    lines += [
        said.format(
            number=face.track_id,
            side=face.side,
            pictures=len(face.references),
            time=round(face.milliseconds),
            kept=round(100 * face.kept),
        )
        for face in seen.result.faces
    ]
    return [*lines, *filter(None, (usage, engine))]


def usage_words(use: Use | None) -> str:
    """Return what HIME uses, in words. It is empty if it is unknown."""
    if use is None:
        return ""
    said = tr("{cores} of {all} processor cores")
    power = tr("the battery gives {watts} W")
    words = [said.format(cores=f"{use.cores:.1f}", all=os.cpu_count())]
    if use.watts:
        words.append(power.format(watts=round(use.watts)))
    return ", ".join(words)
