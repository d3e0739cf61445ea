"""What a run writes: its log, its validation and its checkpoints."""

from pathlib import Path

import torch
from torch import Tensor

from training.data.batches import Batch
from training.fitting.checkpoint import keep_best, revision, write_checkpoint
from training.fitting.learner import Learner, Scores, state_of
from training.fitting.log import Log
from training.fitting.validation import validate
from training.settings.config import RunConfig, dump

# The log gets a line every so many steps.
LOG_EVERY = 50
# TensorBoard shows so many samples of a batch at each validation.
SHOWN = 4


class Record:
    """The files of a run in its folder OUT, which one process writes: log.csv, validation.csv, last.pt and the rest.

    step, rows: where the run begins or goes on, and its last validation.
    """

    def __init__(self, config: RunConfig, out: Path, step: int, rows: Scores):
        self._config, self._out, self._rows = config, out, rows
        self._log, self._revision = Log(out, step), revision()

    def train(self, step: int, terms: dict[str, Tensor], rate: float) -> dict[str, float] | None:
        """Note the loss and its terms. Returns their means since the last line of the log, where it wrote one."""
        self._log.train(step, terms, rate)
        return None if step % LOG_EVERY else self._log.write()

    def validate(self, step: int, learner: Learner, batch: Batch) -> None:
        """Score the averaged network, and show what it makes of the batch's first samples."""
        lr, hr, exemplars, _ = batch
        self._rows = validate(learner.ema, self._config)
        self._log.validation(step, self._rows)
        with torch.inference_mode():
            sr, weights = learner.ema(lr[:SHOWN], exemplars[:SHOWN])
        bicubic = learner.ema.upsample(lr[:SHOWN])
        self._log.pictures(step, lr[:SHOWN], bicubic, sr, hr[:SHOWN], exemplars[:SHOWN], weights)

    def keep(self, step: int, learner: Learner, *, validated: bool) -> None:
        """Write OUT/last.pt; just validated, it may be one of the best."""
        told = {"step": step, "metrics": self._rows, "config": dump(self._config), "revision": self._revision}
        write_checkpoint(self._out / "last.pt", state_of(learner) | told)
        if validated and self._rows:
            mean = sum(row["own"] for row in self._rows.values()) / len(self._rows)
            keep_best(self._out, step, mean, self._config.keep_best)

    def close(self) -> None:
        """Write what waits to TensorBoard's files."""
        self._log.close()
