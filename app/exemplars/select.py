"""Which exemplars serve this frame."""

from app.exemplars.bank import Exemplar, difference, thumb_of
from app.exemplars.quality import pose_of
from hime_core.geometry import Image, KeyPoints, Square

LOYALTY = 0.85  # an exemplar in use counts as this much nearer: references that change every frame would flicker
POSE_WEIGHT = 0.3  # beside the thumbs' difference; key points of tiny faces are noisy


def select(
    exemplars: list[Exemplar], image: Image, square: Square, face: KeyPoints, count: int, used: frozenset[str]
) -> list[Exemplar]:
    """The `count` exemplars most like the face in pose and expression, best first.

    Likeness is judged on tiny pictures of both (pose, expression and hair together), then on key-point pose; quality
    breaks ties. used: ids of those chosen for the frame before.
    """
    if not exemplars or count == 0:
        return []
    thumb, pose = thumb_of(image, square), pose_of(face)

    def cost(exemplar: Exemplar) -> float:
        unlike = difference(thumb, exemplar.thumb) + POSE_WEIGHT * pose.distance(exemplar.pose)
        return unlike * (LOYALTY if exemplar.id in used else 1.0) - 0.05 * exemplar.quality

    return sorted(exemplars, key=cost)[:count]
