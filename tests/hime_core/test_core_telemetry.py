import os
import subprocess
import sys

import pytest

from hime_core import telemetry

ENTRIES = ("app.cli", "app.gui.main", "app.settings", "hime_core.runtime", "hime_core.detector", "training.cli")


@pytest.mark.parametrize("module", [*ENTRIES, "training.shipping.export", "hime_core.network", "tests.conftest"])
def test_whatever_is_imported_first_the_switch_comes_before(module: str) -> None:
    """Python tells of every import in order: the switch stands before ONNX Runtime is so much as looked for."""
    code = (
        "import importlib, importlib.abc, os, sys\n"
        "class Watch(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'onnxruntime': print('switch', os.environ.get('ORT_DISABLE_TELEMETRY'))\n"
        "sys.meta_path.insert(0, Watch())\n"
        f"importlib.import_module({module!r})\n"
        "print('in the end', os.environ.get('ORT_DISABLE_TELEMETRY'), 'mediapipe' in sys.modules)\n"
    )
    environment = os.environ | {"ORT_DISABLE_TELEMETRY": "0"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    told = done.stdout.split("\n")[:-1]
    assert told[-1] == "in the end 1 False"
    assert set(told[:-1]) <= {"switch 1"}


def test_whether_it_is_off_is_asked_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert telemetry.is_off()
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY")
    assert not telemetry.is_off()
    telemetry.switch_off()
    assert telemetry.is_off()


def test_who_reports_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert telemetry.reported_by("onnxruntime") == ""
    assert "Google" in telemetry.reported_by("mediapipe")
    monkeypatch.setitem(sys.modules, "mediapipe", sys)  # as after it was used once: it cannot be unloaded
    assert "until HIME is started again" in telemetry.reported_by("onnxruntime")


def test_a_switch_that_came_too_late_is_not_off() -> None:
    code = "import onnxruntime; from hime_core import telemetry; print(telemetry.is_off())"
    environment = os.environ | {"ORT_DISABLE_TELEMETRY": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
