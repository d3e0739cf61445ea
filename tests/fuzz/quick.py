"""The settings with which the commands of the fuzzing are quick, but every stage still runs."""

from dataclasses import asdict
from pathlib import Path

import yaml

from app.settings import EnhanceSettings, ExemplarSettings, LogSettings, OutputSettings, Settings

# The pictures are small, so smaller headshots than usual become exemplars. This model is tried on one engine alone.
QUICK_SETTINGS = Settings(
    output=OutputSettings(view="full", scale=1.0),
    exemplars=ExemplarSettings(min_side=64, interval=0.1, references=1),
    enhance=EnhanceSettings(model="hime_small_x4", engine="cpu", max_side=24),
    log=LogSettings(file=False),
)


def write_settings(path: Path) -> Path:
    """Write the settings as a config.yaml that sets every key."""
    path.write_text(yaml.safe_dump(asdict(QUICK_SETTINGS)))
    return path
