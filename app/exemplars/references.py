"""Which exemplars serve a face in this frame."""

from app.exemplars.bank import Exemplar, difference, thumb_of
from app.exemplars.quality import pose_of
from hime_core.geometry import Image, KeyPoints, Square

# Factor on the cost of an exemplar that was chosen for the frame before. References that change in every frame would
# make the face flicker.
LOYALTY = 0.85
# Weight of the distance between two poses. The difference of two thumbs has weight 1: the key points of tiny faces, and
# so their poses, are noisy.
POSE_WEIGHT = 0.3
# Weight of an exemplar's quality, which decides between exemplars that are equally similar to the face.
QUALITY_WEIGHT = 0.05


def select(
    exemplars: list[Exemplar], image: Image, square: Square, face: KeyPoints, count: int, used: frozenset[str]
) -> list[Exemplar]:
    """The `count` exemplars that are most similar to a face, best first.

    They are compared by their thumbs, which show pose, expression and hair together, and by their poses.
    image: the BGR frame. square, face: of the face in it, in pixels. used: ids of the exemplars chosen for the frame
    before.
    """
    if not exemplars or count == 0:
        return []
    thumb, pose = thumb_of(image, square), pose_of(face)

    def cost(exemplar: Exemplar) -> float:
        unlike = difference(thumb, exemplar.thumb) + POSE_WEIGHT * pose.distance(exemplar.pose)
        return unlike * (LOYALTY if exemplar.id in used else 1.0) - QUALITY_WEIGHT * exemplar.quality

    return sorted(exemplars, key=cost)[:count]
