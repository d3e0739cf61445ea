"""Puts the model files into the wheel. A checkout's own environment reads them where they lie."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ModelsHook(BuildHookInterface):
    """hatchling calls this before it builds."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """version: "editable" for a checkout's own environment, else "standard"."""
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"]["models"] = "hime_core/models"
