"""What a person chose to play and where to send it, and what follows from it. This module has no widgets."""

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path

from app.gui.words.language import tr
from app.media.paths import is_file
from app.models import terms
from app.settings import Settings, with_strength
from hime_core import telemetry
from hime_core.errors import UsageError

# A person chooses an output: a sink as `open_sink` takes it, and the virtual camera's device, or None for any.
Output = tuple[str, str | None]


@dataclass(frozen=True)
class CallPlan:
    """What a call is made of. source, sink: as `open_session` takes them.

    When the sink is "virtual" and there is no virtual camera, the call runs without one. When the sink is a file, only
    the first call replaces it. Later calls write other files beside it.
    """

    settings: Settings
    source: str
    sink: str
    opened: bool = False  # whether it is a recording that a person opened, which nobody else sees


@dataclass(frozen=True)
class Selection:
    """What a person chose to play and where to send it.

    source: as `open_source` takes it. recording: a file that a person opened. It plays in place of the source.
    """

    settings: Settings
    source: str
    output: Output
    recording: Path | None = None

    @property
    def file(self) -> Path | None:
        """The recording that plays; None when something else plays."""
        return self.recording or (Path(self.source) if is_file(Path(self.source)) else None)

    def with_strength(self, strength: float) -> Settings:
        """Return the settings with another strength, 0..1."""
        return with_strength(self.settings, strength)

    def plan(self, strength: float) -> CallPlan:
        """Return the plan of a call that plays the selection with this strength, 0..1."""
        settings = self.with_strength(strength)
        if self.recording:
            return CallPlan(settings, str(self.recording), "none", opened=True)
        sink, device = self.output
        settings = replace(settings, output=replace(settings.output, device=device))
        if self.source == "sample" or self.file:
            return CallPlan(settings, self.source, sink)
        return CallPlan(replace(settings, camera=replace(settings.camera, device=self.source)), "auto", sink)

    def to_check(self) -> Settings:
        """Return the settings with which to check this computer. They name the virtual camera that was chosen."""
        sink, device = self.output
        if sink != "virtual":
            return self.settings
        return replace(self.settings, output=replace(self.settings.output, device=device))

    def title(self) -> str:
        """Return the window's title. It warns of weights for research only, and of a detector that informs Google."""
        limits = []
        with contextlib.suppress(UsageError):  # when the registry is damaged, the call says so
            limits += [tr("weights for research alone")] if terms(self.settings.enhance.best_model) else []
        limits += [tr("reports its use to Google")] if telemetry.reported_by(self.settings.detection.engine) else []
        limit = f" ({', '.join(limits)})" if limits else ""
        return (f"{self.file.name} – HIME" if self.file else "HIME") + limit
