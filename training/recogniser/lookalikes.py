"""Who is most like whom among the people of a run, as a network sees it."""

import numpy as np
import torch
from torch.nn import functional as F

from training.recogniser.batches import GlanceBatches, Lookalikes
from training.recogniser.config import Glances
from training.recogniser.evaluate import Coder
from training.recogniser.glances import draw_camera, glance

GLANCES = 4  # at each person, whose mean is compared
GROUPS = 3  # so many times a group's people are kept: others may have been shown in the step already


def find_lookalikes(coder: Coder, batches: GlanceBatches) -> Lookalikes:
    """Of every person those who are most like them: before one wall, in one light, looking at the camera."""
    rng = np.random.default_rng(batches.run.seed)
    camera, how, as_it_is = draw_camera(True, True, rng), Glances(turn=0.0, expressions=0.0), np.ones(3)
    codes = []
    for person in batches.everybody:
        views = [glance(person[0], person[0].photo, True, camera, as_it_is, how, rng) for _ in range(GLANCES)]
        codes.append(coder(views).mean(0))
    alike = F.normalize(torch.from_numpy(np.stack(codes)), dim=1)
    cosines = (alike @ alike.T).fill_diagonal_(-1.0)
    return cosines.topk(min(GROUPS * batches.run.step.people, batches.people - 1), dim=1).indices
