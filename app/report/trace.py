"""Writes the trace of `--trace`, which has one JSON object a line for every picture that was sent."""

import json
from typing import TextIO

from app.picture.show import ShownFrame


def trace_row(shown: ShownFrame, index: int, pts: float) -> dict[str, object]:
    """Return the object for one picture. index: how many pictures were sent before it. pts: its time in seconds.

    A face's box (left, top, right, bottom) is in pixels of the input. The view is the one of app/picture/compose.py.
    """
    enhanced = {face.track_id: face for face in shown.faces}
    faces = []
    for track in shown.tracks:
        face = enhanced.get(track.id)
        faces.append(
            {
                "id": track.id,
                "person": shown.people.get(track.id),
                "box": [round(v, 2) for v in track.square.box],
                "state": track.state,
                "enhanced": face is not None,
                "references": len(face.references) if face else 0,
                "ms": round(face.milliseconds, 2) if face else 0.0,
            }
        )
    view = shown.view
    return {
        "index": index,
        "source_index": shown.frame.index,
        "pts": round(pts, 6),
        "view": [view.scale, view.tx, view.ty],
        "faces": faces,
    }


def write_row(file: TextIO, row: dict[str, object]) -> None:
    """Write an object on a line of its own."""
    file.write(json.dumps(row) + "\n")
