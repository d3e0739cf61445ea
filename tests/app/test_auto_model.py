"""Which model a call gets where the settings leave it to HIME."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from app.models import load_live_models, load_models
from app.settings import EnhanceSettings, Settings
from hime_core.runtime import EngineInfo

SMALL, FAST = Settings().enhance.candidates


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The milliseconds that each model takes on the trial."""
    times = {SMALL: 5.0, FAST: 3.0}

    def engine(settings: EnhanceSettings, model: str, threads: int) -> SimpleNamespace:
        return SimpleNamespace(info=EngineInfo("onnxruntime", provider, "", times[model], model))

    provider = "CPUExecutionProvider"
    monkeypatch.setattr("app.models._engine", engine)
    monkeypatch.setattr("app.models.cores", lambda: 2)
    monkeypatch.setattr("app.models.lower_priority", lambda: None)
    return times


@pytest.mark.parametrize(("milliseconds", "chosen"), [(1.0, SMALL), (7.0, SMALL), (8.0, FAST), (60.0, FAST)])
def test_a_call_gets_the_best_model_that_makes_new_detail_in_every_frame(
    asked: dict[str, float], milliseconds: float, chosen: str
) -> None:
    asked[SMALL] = milliseconds
    assert load_live_models(Settings()).engine.info.model == chosen


def test_a_call_that_would_need_many_cores_gets_the_fast_model(
    asked: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked[SMALL] = 3.0
    monkeypatch.setattr("app.models.cores", lambda: 8)
    info = load_live_models(Settings()).engine.info
    assert info.model == FAST
    assert info.reason.startswith(f"{SMALL} takes 3.0 ms, too long for a call")


def test_the_fastest_model_stays_where_none_is_fast_enough(asked: dict[str, float]) -> None:
    asked[SMALL], asked[FAST] = 90.0, 50.0
    info = load_live_models(Settings()).engine.info
    assert info.model == FAST
    assert info.reason == f"{SMALL} takes 90.0 ms, too long for a call; "


def test_a_recording_gets_the_best_model_however_slow(asked: dict[str, float]) -> None:
    asked[SMALL] = 900.0
    assert load_models(Settings()).engine.info.model == SMALL


def test_a_named_model_is_the_one(asked: dict[str, float]) -> None:
    asked["hime_large_x4"] = 900.0
    settings = replace(Settings(), enhance=EnhanceSettings(model="hime_large_x4"))
    assert load_live_models(settings).engine.info.model == load_models(settings).engine.info.model == "hime_large_x4"
    assert settings.enhance.candidates == ("hime_large_x4",)


def test_both_models_really_run_and_say_their_names() -> None:
    for name in (SMALL, FAST):
        settings = replace(Settings(), enhance=EnhanceSettings(model=name, engine="cpu"))
        info = load_models(settings).engine.info
        assert info.model == name
        assert ("8 bits" in info.reason) == (name == FAST)
