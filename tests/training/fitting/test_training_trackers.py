import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest
import torch

from hime_core.errors import UsageError
from training.fitting.log import Log
from training.fitting.trackers import check_tracker, tracker
from training.settings.config import TrackerSettings


class Recorder(ModuleType):
    """Stands in for the package wandb, which is not installed here: a module that notes what it is asked."""

    def __init__(self) -> None:
        super().__init__("wandb")
        self.__spec__ = ModuleSpec("wandb", None)
        self.asked: list[tuple[object, ...]] = []
        self.broken = False

    def Settings(self, **values: object) -> dict[str, object]:  # noqa: N802
        return values

    def init(self, **values: object) -> "Recorder":
        self.asked.append(("init", values["project"], values["name"]))
        return self

    def log(self, values: dict[str, float], step: int) -> None:
        if self.broken:
            raise ConnectionError("gone\nfor good")
        self.asked.append((step, values))

    def finish(self) -> None:
        self.asked.append(("finish",))


@pytest.fixture
def wandb(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setitem(sys.modules, "wandb", recorder)
    for name in ("WANDB_ERROR_REPORTING", "MLFLOW_DISABLE_TELEMETRY"):
        monkeypatch.setenv(name, "")  # so that it is as before after the test
    return recorder


def test_a_tracker_gets_the_numbers_and_no_picture(wandb: Recorder, tmp_path: Path) -> None:
    settings = TrackerSettings("wandb", "faces")
    check_tracker(settings)
    log = Log(tmp_path, 50, [tracker(settings, tmp_path / "run", 50)])
    log.train(51, {"loss": torch.tensor(2.0)}, 0.1)
    log.write()
    log.validation(51, {"calls": {"own": 1.5}})
    picture, small = torch.rand(1, 3, 16, 16), torch.rand(1, 3, 4, 4)
    log.pictures(51, small, picture, picture, picture, torch.rand(1, 2, 3, 16, 16), torch.rand(1, 2, 4, 4))
    log.close()
    assert wandb.asked == [
        ("init", "faces", "run from step 50"),
        (51, {"train/loss": 2.0, "train/learning_rate": 0.1}),
        (51, {"gain_calls/own": 1.5}),
        ("finish",),
    ]


def test_training_goes_on_without_a_tracker_that_fails(
    wandb: Recorder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = Log(tmp_path, 0, [tracker(TrackerSettings("wandb"), tmp_path, 0)])
    wandb.broken = True
    for step in (1, 2):
        log.train(step, {"loss": torch.tensor(2.0)}, 0.1)
        assert log.write() == {"loss": 2.0}
    log.close()
    assert capsys.readouterr().err == "the tracker gets no more numbers, since step 1 failed: gone\n"


def test_a_package_that_is_missing_or_refuses_is_one_line(
    wandb: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mlflow", None)  # as if not installed
    with pytest.raises(UsageError, match="mlflow is not installed"):
        check_tracker(TrackerSettings("mlflow"))
    monkeypatch.setattr(wandb, "init", lambda **values: 1 / 0)
    with pytest.raises(UsageError, match=r"wandb does not begin \(division by zero\)"):
        tracker(TrackerSettings("wandb"), tmp_path, 0)
