"""Where the numbers of a run's logs also go: TensorBoard's files, and if a recipe asks for it, a tracker of others."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from torch.utils.tensorboard import SummaryWriter

from hime_core.errors import UsageError
from training.settings.config import TrackerSettings

# These environment variables, with these values, keep the trackers' packages from reporting their use to their makers.
QUIET = {"MLFLOW_DISABLE_TELEMETRY": "true", "WANDB_ERROR_REPORTING": "false"}


class Tracker(Protocol):
    """Takes the numbers of a run."""

    def numbers(self, step: int, values: dict[str, float]) -> None:
        """Note the values of a step by their names."""

    def close(self) -> None:
        """Write or send everything that is still in memory."""


class TensorBoard:
    """TensorBoard's event files in a folder. The lines after the step at which a run begins or goes on are removed."""

    def __init__(self, folder: Path, step: int):
        self.writer = SummaryWriter(str(folder), purge_step=step)

    def numbers(self, step: int, values: dict[str, float]) -> None:
        """Note the values of a step by their names."""
        for name, value in values.items():
            self.writer.add_scalar(name, value, step)

    def close(self) -> None:
        """Write everything that is still in memory."""
        self.writer.close()


class Wandb:
    """Weights & Biases, with everything turned off that it would send by itself: code, machine, packages, terminal."""

    def __init__(self, project: str, name: str, folder: Path):
        import wandb

        settings = wandb.Settings(
            console="off",
            disable_code=True,
            disable_git=True,
            save_code=False,
            x_disable_machine_info=True,
            x_disable_meta=True,
            x_disable_stats=True,
            x_save_requirements=False,
        )
        self._run = wandb.init(project=project, name=name, dir=str(folder), settings=settings)

    def numbers(self, step: int, values: dict[str, float]) -> None:
        """Note the values of a step by their names."""
        self._run.log(values, step=step)

    def close(self) -> None:
        """Send everything that is still in memory."""
        self._run.finish()


class Mlflow:
    """MLflow, by its client, which adds no tags about the person, the program and the code."""

    def __init__(self, project: str, name: str):
        import mlflow

        self._client = mlflow.MlflowClient()
        experiment = self._client.get_experiment_by_name(project)
        number = experiment.experiment_id if experiment else self._client.create_experiment(project)
        self._run = self._client.create_run(number, run_name=name).info.run_id

    def numbers(self, step: int, values: dict[str, float]) -> None:
        """Note the values of a step by their names."""
        for name, value in values.items():
            self._client.log_metric(self._run, name, value, step=step)

    def close(self) -> None:
        """Say that the run has ended."""
        self._client.set_terminated(self._run)


class Forgiving:
    """A tracker without which training goes on, after one line, once it fails."""

    def __init__(self, tracker: Tracker):
        self._tracker: Tracker | None = tracker

    def numbers(self, step: int, values: dict[str, float]) -> None:
        """Note the values of a step by their names."""
        try:
            if self._tracker:
                self._tracker.numbers(step, values)
        except Exception as error:  # a tracker's package and the network raise many kinds
            self._tracker = None
            print(f"the tracker gets no more numbers, since step {step} failed: {_line(error)}", file=sys.stderr)

    def close(self) -> None:
        """Send everything that is still in memory."""
        try:
            if self._tracker:
                self._tracker.close()
        except Exception as error:
            print(f"the tracker could not be closed: {_line(error)}", file=sys.stderr)


def check_tracker(settings: TrackerSettings | None) -> None:
    """Raise UsageError if the tracker's package is not installed. HIME never installs it."""
    if settings and find_spec(settings.kind) is None:
        raise UsageError(
            f"tracker: the package {settings.kind} is not installed, and HIME does not bring it; install it beside "
            f"HIME, or leave out `tracker`"
        )


def tracker(settings: TrackerSettings, out: Path, step: int) -> Tracker:
    """A new run at the tracker. Its name says the folder and, if the run goes on, from which step.

    Raises UsageError if the tracker refuses.
    """
    name = f"{out.name} from step {step}" if step else out.name
    os.environ.update(QUIET)
    try:
        if settings.kind == "wandb":
            return Forgiving(Wandb(settings.project, name, out))
        return Forgiving(Mlflow(settings.project, name))
    except Exception as error:  # the packages raise many kinds
        raise UsageError(f"tracker: {settings.kind} does not begin ({_line(error)}); leave out `tracker`") from error


def _line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
