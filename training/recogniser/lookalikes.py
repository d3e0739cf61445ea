"""Finds out which people of a run look most alike to a network."""

import numpy as np
import torch
from torch.nn import functional as F

from training.recogniser.batches import GlanceBatches, Lookalikes
from training.recogniser.config import Glances
from training.recogniser.evaluate import Coder
from training.recogniser.glances import draw_camera, glance

# People are compared by the mean code of so many glances at each of them.
GLANCES_A_PERSON = 4
# For each person so many times the people of a group are kept, since some may already be in the step.
KEPT_GROUPS = 3


def find_lookalikes(coder: Coder, batches: GlanceBatches) -> Lookalikes:
    """people×K: for every person the numbers of those most like them, the most alike first.

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
