"""One line of --trace per output frame."""

import json
from typing import TextIO

from app.picture.show import Result


def trace_row(result: Result, index: int, pts: float) -> dict[str, object]:
    """index: of the output frame. pts: its time in seconds. Boxes and the view are in pixels.

    They are those of app/picture/compose.py.
    """
    enhanced = {face.track_id: face for face in result.faces}
    faces = []
    for track in result.tracks:
        face = enhanced.get(track.id)
        faces.append(
            {
                "id": track.id,
                "person": result.people.get(track.id),
                "box": [round(v, 2) for v in track.square.box],
                "state": track.state,
                "enhanced": face is not None,
                "references": len(face.references) if face else 0,
                "ms": round(face.milliseconds, 2) if face else 0.0,
            }
        )
    view = result.view
    return {
        "index": index,
        "source_index": result.frame.index,
        "pts": round(pts, 6),
        "view": [view.scale, view.tx, view.ty],
        "faces": faces,
    }


def write_row(file: TextIO, row: dict[str, object]) -> None:
    """One JSON object on a line of its own."""
    file.write(json.dumps(row) + "\n")
