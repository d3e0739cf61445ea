"""Times every stage on the sample call, one stage after the other."""

from app.bench.timing import Times, summary
from app.capture.sources import SampleCall
from app.models import Models
from app.progress import Progress
from app.run.offline import Graph
from app.settings import Settings


def measure_stages(models: Models, settings: Settings, seconds: float) -> dict[str, Times]:
    """Return the times of each stage, and of all stages together as "whole", on frames of 1280×720 pixels.

    A frame counts only if a face in it is enhanced with as many references as the settings allow. The result is empty
    if there is no such frame, for example if the settings keep no exemplars. seconds: the sample call is played for
    this many seconds.
    """
    call = SampleCall(seconds)
    graph = Graph(models.engine, models.detector, models.recogniser, settings, call.width, call.height)
    taken: dict[str, list[float]] = {}
    with Progress("stages", call.frames, "frame", stays=False) as progress:
        for frame in progress.of(call):
            result = graph.process(frame)
            if any(len(face.references) == settings.exemplars.references for face in result.faces):
                for stage, ms in result.stages_ms.items():
                    taken.setdefault(stage, []).append(ms)
                taken.setdefault("whole", []).append(sum(result.stages_ms.values()))
    return {stage: summary(ms) for stage, ms in taken.items()}
