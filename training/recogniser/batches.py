"""Makes the near and far glances of a step. The glances depend on the seed and the step alone."""

import cv2
import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor
from torch.utils.data import DataLoader, Dataset
from tqdm import tqdm

from hime_core.errors import UsageError
from training.data.batches import load_people
from training.data.person import Photograph
from training.data.pictures import to_tensor
from training.recogniser.config import RecogniserRun
from training.recogniser.glances import draw_camera, glance, skin_of, tint
from training.recogniser.siblings import sibling
from training.recogniser.silhouette import Portrait
from training.stopping import ignore_signals

# A batch is near glances, far glances, and who is on them.
Batch = tuple[Tensor, Tensor, Tensor]
# This table is people×K: for each person the numbers of the K people most like them, the most alike first.
Lookalikes = Tensor


class GlanceBatches(Dataset[Batch]):
    """batches[step] is (near B×3×64×64, far B×3×64×64, who B); row i of both shows the person who[i].

    who: 2·person + mirrored, since somebody in a mirror counts as somebody else; -1 for a sibling that was made
    (training.recogniser.siblings). Nobody is in a batch twice. Raises UsageError if the sets have too few people.
    """

    def __init__(self, run: RecogniserRun):
        self.run = run
        self.lookalikes: Lookalikes | None = None  # `fit` sets this if the run wants groups of lookalikes
        photographs = [load_people(photo_set) for photo_set in run.sets]
        self.people = sum(len(people) for people in photographs)
        needed = run.step.groups * run.step.people
        if self.people < needed:
            raise UsageError(f"step: asks for {needed} people, groups times people, and the sets have {self.people}")
        self.sets: list[list[tuple[int, list[Portrait]]]] = []
        self.everybody: list[list[Portrait]] = []
        for faces in photographs:
            people = [[Portrait.of(photo) for photo in face] for face in tqdm(faces, "silhouettes", mininterval=5)]
            self.sets.append(list(enumerate(people, len(self.everybody))))
            self.everybody += people
        weights = np.array([s.weight for s in run.sets])
        self._shares = weights / weights.sum()

    def __getitem__(self, step: int) -> Batch:
        rng = np.random.default_rng((self.run.seed, step))
        how, glances = self.run.step, self.run.glances
        near, far, who = [], [], []
        taken: set[int] = set()
        for _ in range(how.groups):
            alike = how.lookalikes > 0 and rng.random() < how.lookalikes
            group = self._lookalikes(taken, rng) if alike else self._group(taken, rng)
            wall, one_light = rng.random() < glances.wall, rng.random() < glances.one_light
            here, there = draw_camera(True, wall, rng), draw_camera(False, wall, rng)
            skin = skin_of(group[0][1][0]) if one_light else None
            siblings = round(how.siblings * len(group))
            in_a_mirror = rng.random() < 0.5 if alike else None
            for place, (number, person) in enumerate(group[: len(group) - siblings] + group[:siblings]):
                first, second = self._photographs(person, rng)
                made = place >= len(group) - siblings
                if made:
                    first = second = sibling(first, self._anybody(rng, but=number), rng)
                mirrored = rng.random() < 0.5 if in_a_mirror is None else in_a_mirror
                one = glance(first, self._anybody(rng), True, here, tint(first, skin), glances, rng)
                two = glance(second, self._anybody(rng), False, there, tint(second, skin), glances, rng)
                near.append(one[:, ::-1] if mirrored else one)
                far.append(two[:, ::-1] if mirrored else two)
                who.append(-1 if made else 2 * number + mirrored)
        return to_tensor(near), to_tensor(far), torch.tensor(who)

    def _group(self, taken: set[int], rng: Generator) -> list[tuple[int, list[Portrait]]]:
        """A group of people who are not in the batch yet, from one set or from all sets."""
        one = int(rng.choice(len(self.sets), p=self._shares)) if rng.random() < self.run.step.one_set else None
        group: list[tuple[int, list[Portrait]]] = []
        tries = 0
        while len(group) < self.run.step.people and tries < 100 * self.run.step.people:
            tries += 1
            people = self.sets[int(rng.choice(len(self.sets), p=self._shares)) if one is None else one]
            several = [entry for entry in people if len(entry[1]) > 1]
            among = several if several and rng.random() < self.run.step.several else people
            number, person = among[int(rng.integers(len(among)))]
            if number not in taken:
                taken.add(number)
                group.append((number, person))
        return group

    def _lookalikes(self, taken: set[int], rng: Generator) -> list[tuple[int, list[Portrait]]]:
        """A group of lookalikes: a random person, and the people most like them. None of them is in the batch yet."""
        assert self.lookalikes is not None
        one = int(rng.choice([number for number in range(self.people) if number not in taken]))
        group = [one, *(n for n in self.lookalikes[one].tolist() if n not in taken)][: self.run.step.people]
        taken.update(group)
        return [(number, self.everybody[number]) for number in group]

    def _anybody(self, rng: Generator, but: int | None = None) -> Photograph:
        """A random photograph. but: the number of a person who must not be on it."""
        while True:
            people = self.sets[int(rng.choice(len(self.sets), p=self._shares))]
            number, person = people[int(rng.integers(len(people)))]
            if number != but:
                return person[int(rng.integers(len(person)))].photo

    def _photographs(self, person: list[Portrait], rng: Generator) -> tuple[Portrait, Portrait]:
        """The portraits from which a person's near glance and far glance are made."""
        first = int(rng.integers(len(person)))
        others = [i for i in range(len(person)) if i != first]
        if others and rng.random() < self.run.glances.second_photograph:
            return person[first], person[others[int(rng.integers(len(others)))]]
        return person[first], person[first]


def loader(batches: GlanceBatches, first: int, last: int) -> DataLoader[Batch]:
    """The steps first..last-1, in order, made by the run's worker processes."""
    workers = batches.run.workers
    _one_thread()  # before workers are forked: a worker that got OpenCV's pool without its threads would wait for ever
    return DataLoader(
        batches,
        batch_size=None,
        sampler=range(first, last),
        num_workers=workers,
        prefetch_factor=4 if workers else None,
        worker_init_fn=_prepare,
        generator=torch.Generator(),  # else the loader would draw from the generator whose state a checkpoint keeps
    )


def _prepare(worker: int) -> None:
    _one_thread()
    ignore_signals()


def _one_thread() -> None:
    cv2.setNumThreads(1)  # the cores belong to the training step
