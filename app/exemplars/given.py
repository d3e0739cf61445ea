"""Makes exemplars from photographs that somebody provides, instead of from the call."""

import logging
from dataclasses import replace
from pathlib import Path

from app.exemplars.bank import Exemplar, make_exemplar
from app.media.paths import is_folder
from hime_core.detector import FaceDetector
from hime_core.errors import UsageError
from hime_core.geometry import headshot_square
from hime_core.picture_files import read_picture

log = logging.getLogger(__name__)

# A file is read as a photograph if its name ends with one of these, in upper or lower case.
PHOTOGRAPH_ENDINGS = (".jpg", ".jpeg", ".png")


def read_exemplars(folder: Path, detector: FaceDetector) -> list[Exemplar]:
    """Return an exemplar from each photograph in a folder that shows exactly one face. Others are left out, with a
    warning for each.

    Raise UsageError if the folder is missing or cannot be read, or if no photograph in it shows exactly one face.
    """
    if not is_folder(folder):
        raise UsageError(f"{folder}: no such folder")
    try:
        files = sorted(f for f in folder.iterdir() if f.suffix.lower() in PHOTOGRAPH_ENDINGS)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read ({error.strerror})") from error
    exemplars, left_out = [], []
    for file in files:
        photo = read_picture(file)
        faces = [] if photo is None else detector.detect(photo)
        if len(faces) == 1 and photo is not None:
            exemplars.append(replace(make_exemplar(photo, headshot_square(faces[0]), faces[0], time=0.0), side=None))
        else:
            left_out.append((file, "no picture, damaged, or too large" if photo is None else f"{len(faces)} faces"))
    if not exemplars:
        raise UsageError(f"{folder}: no photograph with exactly one face; give JPEG or PNG headshots of the person")
    for file, why in left_out:
        log.warning("%s: left out; %s", file, why)
    return exemplars
