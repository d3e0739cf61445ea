"""Replays one call: reads its file and scores its headshots."""

import base64
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np

from app.capture.sources import VideoFile
from app.models import open_detector
from app.people.look import Look
from app.replay.call_camera import number_of
from app.replay.headshots import Headshots
from app.replay.plan import ReplayPlan
from app.replay.score import Scorer
from app.replay.scored import FramesScore, Pictures, Score, Scored
from hime_core.detector import FaceDetector
from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.recogniser import load_recogniser
from hime_core.runtime import OnnxEngine, locate_graphs

# The network runs on the CPU, and with one thread, so that every replay of a call gives the same numbers.
PROVIDER = "CPUExecutionProvider"


@dataclass(frozen=True)
class Example:
    """The pictures of one headshot, as the report shows them."""

    frame: int  # the number of its frame in the call
    gain: float  # dB over bicubic
    rows: list[dict[str, str]]  # one row for each way to restore it: pictures by caption, as PNG in base64


@dataclass(frozen=True)
class CallResult:
    """The result of replaying one call.

    It keeps all scores. If every headshot is scored, they need about 350 MB for an hour at 30 frames a second.
    """

    frames: int = 0  # frames that were read
    no_face: int = 0  # frames without the face to score
    undecided: int = 0  # frames in which it is not certain whose face it is
    too_small: int = 0  # frames in which the face has fewer pixels than an HR headshot
    unfaithful: int = 0  # frames with the face that may show damage, or that were enlarged
    people: int = 0  # people that were told apart
    longest: int = 0  # how many headshots the person with the most headshots has
    seconds: float = 0.0  # how long the replay took
    network_seconds: float = 0.0  # how long the network took of these seconds
    scores: list[Score] = field(default_factory=list)
    by_frames: list[FramesScore] = field(default_factory=list)  # of a network that makes use of earlier frames
    examples: list[Example] = field(default_factory=list)  # the headshots that gained least and most
    damaged: int = 0  # frames that could not be decoded or are visibly damaged
    ended: str | None = None  # what of the call's end could not be read; None if all was read
    skipped: str | None = None  # why the call has no scores; None if it has scores


def load_engine(model: str) -> OnnxEngine:
    """Load a model as a replay runs it. Raises UsageError if the model is missing."""
    graphs, reason = locate_graphs(model), "one thread, so that numbers can be repeated"
    return OnnxEngine(graphs.encode, graphs.enhance, PROVIDER, reason, threads=1, burst=graphs.burst)


def replay_call(path: Path, plan: ReplayPlan, frame_done: Callable[[], object]) -> CallResult:
    """Replay one recording, one frame at a time. frame_done: is called after every frame.

    If the call cannot be used, the result says why. Raises UsageError if a model is missing.
    """
    try:
        number = number_of(path) if plan.degradation == "camera" else 0
        source = VideoFile(path)
    except UsageError as error:
        return CallResult(skipped=_reason(error, path))
    with closing(source):
        return _replay(source, number, open_detector(plan.settings), plan, frame_done)


def _replay(
    source: VideoFile, number: int, detector: FaceDetector, plan: ReplayPlan, frame_done: Callable[[], object]
) -> CallResult:
    """Replay an open recording. number: the call's number, from `number_of`."""
    look = Look(detector, load_recogniser(), plan.settings, thorough=True)
    headshots = Headshots(look, plan.hr, plan.person)
    scorer = Scorer(load_engine(plan.settings.enhance.best_model), plan, number)
    start = time.perf_counter()
    scores: list[Score] = []
    by_frames: list[FramesScore] = []
    extremes: dict[str, Example] = {}
    for frame in source:
        headshot = headshots.of(frame)
        if headshot and (scored := scorer.score(headshot)):
            scores += scored.scores
            by_frames += scored.by_frames
            _keep_extremes(extremes, headshot.frame, scored)
        frame_done()
    ended = f"its last {source.missing:.1f} s cannot be read" if source.missing else None
    counts = headshots.counts
    # The same headshot may be both the worst and the best, and then it is an example only once.
    examples = list({e.frame: e for e in extremes.values()}.values())
    result = CallResult(
        counts.frames, counts.no_face, counts.undecided, counts.too_small, counts.unfaithful, counts.people,
        scorer.longest,
        time.perf_counter() - start, scorer.seconds, scores, by_frames, examples, source.damaged, ended,
    )  # fmt: skip
    if scores and scorer.longest > plan.intervals[0]:
        return result
    return replace(result, scores=[], by_frames=[], examples=[], skipped=_why_no_scores(result, plan))


def _reason(error: UsageError, path: Path) -> str:
    """Return the text of an error without the name of the call, which the report gives anyway."""
    return str(error).removeprefix(f"{path}: ")


def _why_no_scores(result: CallResult, plan: ReplayPlan) -> str:
    """Return why a call that could be read has no scores."""
    if result.no_face == result.frames and result.people == 0:
        return f"no face in {result.frames} frames"
    if plan.person is not None and plan.person > result.people:
        return f"no person {plan.person}: {result.people} in all; choose another --person"
    if result.longest == 0 and result.too_small:
        return f"its face never has the {plan.hr} px that the truth needs; choose a smaller --lr"
    if result.longest == 0 and result.unfaithful:
        return "all of its frames with the face may show damage, or are enlarged because the call has larger ones"
    if result.longest == 0:
        return "it is never certain whose face it is"
    return (
        f"too short: {result.longest} headshots of one person, and the shortest interval is {plan.intervals[0]}"
        + (f", scoring one of {plan.every}" if plan.every > 1 else "")
        + "; choose a shorter one with --intervals"
    )


def _keep_extremes(extremes: dict[str, Example], frame: int, scored: Scored) -> None:
    """Keep the pictures of a headshot if it gains less or more over bicubic than all headshots before it."""
    worse = "worst" not in extremes or scored.gain < extremes["worst"].gain
    better = "best" not in extremes or scored.gain > extremes["best"].gain
    if worse or better:
        example = Example(frame, scored.gain, _example_rows(scored.pictures()))
        extremes |= ({"worst": example} if worse else {}) | ({"best": example} if better else {})


def _example_rows(p: Pictures) -> list[dict[str, str]]:
    """Return the rows of an `Example`."""
    single = {"LR": p.lr, "bicubic": p.bicubic, "HIME": p.sr, "reference": p.reference, "truth": p.truth}
    banked = {"HIME, bank": p.banked_sr}
    for number, (image, weights) in enumerate(zip(p.banked, p.weights, strict=True), 1):
        banked |= {f"exemplar {number}": image, f"CoFA {number}, mean {weights.mean():.2f}": _heat(weights, len(image))}
    rows = [single, banked] if p.banked else [single]
    return [{caption: _png(image) for caption, image in row.items()} for row in rows]


def _heat(weights: np.ndarray, side: int) -> Image:
    """Return weights (h×w, 0..1) as a side×side×3 picture, which is dark for low and bright for high weights."""
    levels = np.clip(np.round(255 * weights), 0, 255).astype(np.uint8)
    return np.asarray(
        cv2.resize(cv2.applyColorMap(levels, cv2.COLORMAP_VIRIDIS), (side, side), interpolation=cv2.INTER_NEAREST)
    )


def _png(image: Image) -> str:
    _, data = cv2.imencode(".png", image)
    return base64.b64encode(data.tobytes()).decode()
