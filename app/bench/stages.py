"""Every stage of the graph, one after the other, on a made call."""

from tqdm import tqdm

from app.bench.timing import Times, summary
from app.capture.sources import SampleCall
from app.models import Models
from app.run.offline import Graph
from app.settings import Settings


def measure_stages(models: Models, settings: Settings, seconds: float) -> dict[str, Times]:
    """Time the stages, and `whole`, on the frames of the sample call (1280×720) whose far face has its references.

    seconds: of the call. Empty where none has, as with settings that bank or enhance nothing.
    """
    call = SampleCall(seconds)
    graph = Graph(models.engine, models.detector, models.recogniser, settings, call.width, call.height)
    taken: dict[str, list[float]] = {}
    for frame in tqdm(call, total=call.frames, desc="stages", unit="frame", leave=False):
        result = graph.process(frame)
        if any(len(face.references) == settings.exemplars.references for face in result.faces):
            for stage, ms in result.stages_ms.items():
                taken.setdefault(stage, []).append(ms)
            taken.setdefault("whole", []).append(sum(result.stages_ms.values()))
    return {stage: summary(ms) for stage, ms in taken.items()}
