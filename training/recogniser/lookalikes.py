"""Finds out which people of a run look most alike to a network."""

import numpy as np
import torch
from torch.nn import functional as F

from training.recogniser.batches import GlanceBatches, Lookalikes
from training.recogniser.config import Glances
from training.recogniser.evaluate import Coder
from training.recogniser.glances import draw_camera, glance

# People are compared by the mean code of this many glances at each person.
GLANCES_A_PERSON = 4
# For each person this many times as many lookalikes are kept as a group has people, since some may already be in the
# step.
KEPT_GROUPS = 3


def find_lookalikes(coder: Coder, batches: GlanceBatches) -> Lookalikes:
    """For every person the numbers of the K people most like them, the most alike first; people×K.

    Everybody is seen before one wall, in one light, and looks at the camera.
    """
    rng = np.random.default_rng(batches.run.seed)
    camera, how, as_it_is = draw_camera(True, True, rng), Glances(turn=0.0, expressions=0.0), np.ones(3)
    codes = []
    for person in batches.everybody:
        views = [glance(person[0], person[0].photo, True, camera, as_it_is, how, rng) for _ in range(GLANCES_A_PERSON)]
        codes.append(coder(views).mean(0))
    alike = F.normalize(torch.from_numpy(np.stack(codes)), dim=1)
    cosines = (alike @ alike.T).fill_diagonal_(-1.0)
    return cosines.topk(min(KEPT_GROUPS * batches.run.step.people, batches.people - 1), dim=1).indices
