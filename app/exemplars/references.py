"""Selects the exemplars that are used for a face in a frame."""

from app.exemplars.bank import Exemplar, difference, thumb_of
from app.exemplars.quality import pose_of
from hime_core.geometry import Image, KeyPoints, Square

# An exemplar that was selected for the frame before counts as more similar to the face: its dissimilarity is multiplied
# by this. References that change in every frame would make the face flicker.
LOYALTY = 0.85
# The distance of two poses has this weight in the dissimilarity, while the difference of two thumbs has weight 1. It is
# less because the key points of tiny faces are noisy, and so are their poses.
POSE_WEIGHT = 0.3
# The quality of an exemplar has this weight. It is small, so that quality decides only between exemplars that are about
# equally similar to the face.
QUALITY_WEIGHT = 0.05


def select(
    exemplars: list[Exemplar], image: Image, square: Square, face: KeyPoints, count: int, used: frozenset[str]
) -> list[Exemplar]:
    """Return the `count` exemplars that are most similar to a face, best first. There may be fewer.

    Exemplars and face are compared by their thumbs, which show pose, expression and hair together, and by their poses.

    image: the BGR frame. square: the headshot's square in the frame, in pixels. face: the key points of the face in the
    frame, in pixels. used: the ids of the exemplars that were selected for the frame before.
    """
    if not exemplars or count == 0:
        return []
    thumb, pose = thumb_of(image, square), pose_of(face)

    def cost(exemplar: Exemplar) -> float:
        unlike = difference(thumb, exemplar.thumb) + POSE_WEIGHT * pose.distance(exemplar.pose)
        return unlike * (LOYALTY if exemplar.id in used else 1.0) - QUALITY_WEIGHT * exemplar.quality

    return sorted(exemplars, key=cost)[:count]
