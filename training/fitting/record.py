"""Writes the files of a run: its logs and its checkpoints."""

from pathlib import Path

import torch
from torch import Tensor

from hime_core.network import Hime
from hime_core.network.hime import Past
from training.data.batches import Batch
from training.fitting.checkpoint import keep_best, revision, write_checkpoint
from training.fitting.learner import Learner, Scores, state_of
from training.fitting.log import Log
from training.fitting.trackers import tracker
from training.fitting.validation import validate
from training.settings.config import RunConfig, dump
from training.settings.going_on import Changes

# log.csv gets a line once in this many steps.
LOG_EVERY = 50
# At each validation TensorBoard shows this many samples of a batch.
SHOWN_SAMPLES = 4


class Record:
    """The files of a run in its folder OUT. Only the first process has a record.

    step: the step at which the run begins or goes on. rows: the scores of the run's last validation. changed: the
    changes of its settings so far.
    """

    def __init__(self, config: RunConfig, out: Path, step: int, rows: Scores, changed: Changes):
        self._config, self._out, self._rows, self._changed = config, out, rows, changed
        self._revision = revision()
        trackers = [tracker(config.tracker, out, step)] if config.tracker else []
        self._log = Log(out, step, trackers)

    def train(self, step: int, terms: dict[str, Tensor], rate: float) -> dict[str, float] | None:
        """Note the loss and its terms.

        Once in LOG_EVERY steps, write their means and return these; at other steps return None.
        """
        self._log.train(step, terms, rate)
        return None if step % LOG_EVERY else self._log.write()

    def validate(self, step: int, learner: Learner, batch: Batch) -> None:
        """Score the averaged network, and write the pictures that it makes of the batch's first samples."""
        self._rows = validate(learner.ema, self._config)
        self._log.validation(step, self._rows)
        network, few = learner.ema, Batch._make(tensor[:SHOWN_SAMPLES] for tensor in batch)
        with torch.inference_mode():
            if isinstance(network, Hime) and few.past.shape[1]:
                past = Past(few.past, few.past.new_ones(few.past.shape[:2]))
                sr, weights = network.enhance(few.lr, network.encode_sets(few.references), past=past)
            else:
                sr, weights = network(few.lr, few.references)
        self._log.pictures(step, few.lr, network.upsample(few.lr), sr, few.hr, few.references, weights)

    def keep(self, step: int, learner: Learner, *, validated: bool) -> None:
        """Write OUT/last.pt. If the step was just validated, it may also be kept as one of the best."""
        told = {"step": step, "metrics": self._rows, "config": dump(self._config), "revision": self._revision}
        told |= {"changed": self._changed, "threads": torch.get_num_threads()}
        write_checkpoint(self._out / "last.pt", state_of(learner) | told)
        if validated and self._rows:
            mean = sum(row["own"] for row in self._rows.values()) / len(self._rows)
            keep_best(self._out, step, mean, self._config.keep_best)

    def close(self) -> None:
        """Write or send everything that is still in memory."""
        self._log.close()
