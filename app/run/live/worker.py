"""The thread that enhances. Its priority is low, because looking and sending go first."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.capture.mailbox import Slot
from app.enhance import EnhancedFace, Enhancer, lr_sides
from app.enhance.governor import Governor, work
from app.enhance.history import MOST_EARLIER
from app.models import Models
from app.people.look import Scene
from app.report.summary import Recent
from app.run.failures import FailureLog
from app.run.live.thread import StageThread
from app.settings import Settings
from hime_core.runtime import Engine, EngineInfo
from hime_core.runtime.agreement import TRIAL_EARLIER, TRIAL_REFERENCES, TRIAL_SIDE

log = logging.getLogger(__name__)

# A picture waits at most this many seconds for its own enhanced faces. It waits only if enhancing its largest far face
# is expected to take less than half of this time.
WORTH_WAITING = 0.016
# A picture waits at most this many seconds for the round that began with an earlier frame, if that round is expected to
# be over by then. Otherwise a picture that is ready early would show old detail, just before new detail comes.
SOON = 0.008
# If no scene comes for this many seconds, requests and new settings are handled without one, and what is remembered of
# earlier frames is overwritten, because it would be too old (app/enhance/history.py).
SCENE_TIMEOUT = 0.2
# A call that ends while its models are loaded waits at most this many seconds for that. If the program ended before,
# ONNX Runtime would abort it. Loading takes a second or two, and longer on a busy computer.
LOAD_TIMEOUT = 60.0


@dataclass
class Counts:
    """What the worker did. In a round, it enhances the faces of one scene that the governor grants."""

    rounds_ms: Recent = field(default_factory=Recent)  # milliseconds of each round
    faces: int = 0  # how many faces were enhanced
    with_exemplars: int = 0  # how many of these faces were enhanced with exemplars


class Worker:
    """Loads the models, then enhances the newest scene over and over. `faces` returns the newest results."""

    def __init__(self, load: Callable[[Settings], Models], settings: Settings):
        """load: loads the models, as `app.models.load_live_models` does; it is called on the worker's thread."""
        # These do not change.
        self._load = load
        self.thread = StageThread("hime-enhance", "enhancing", self._run, self._ended)
        # These have locks of their own, so that any thread may use them.
        self._scenes: Slot[Scene] = Slot()
        self._stop = threading.Event()
        # The lock of `_changed` guards these.
        self._changed = threading.Condition()
        self._wanted = settings  # the newest settings
        self._wipes = 0  # how often `forget` was called
        self._newest: dict[int, EnhancedFace] = {}  # by track: its newest enhanced face
        self._done = -1  # the index of the newest frame that was enhanced
        # The index of the frame of the present round, and when the round is expected to be over, in seconds; None
        # between rounds.
        self._present: tuple[int, float] | None = None
        # Only this thread uses these while it runs.
        self._settings = settings  # the settings that this thread uses; `_wanted` may be newer
        self._enhancer: Enhancer | None = None  # None until the models are loaded
        self._wiped = 0  # how many of `_wipes` have been carried out
        self._not_warm: list[tuple[int, int]] = []  # (LR side, number of faces): the engine is not ready for these yet
        self._round_failures = FailureLog("enhancing failed, faces are shown as they are")
        # This is set before the thread starts.
        self._call_at_end: Callable[[], None] | None = None
        # Only this thread writes these. Any thread may read them.
        self.models: Models | None = None  # None until loaded
        self.governor: Governor | None = None  # only the processing thread may call its `frame_took`
        self.failed = False  # whether the last round, or loading the first models, failed
        self.counts = Counts()
        self._loading = False  # whether it loads models now

    @property
    def engine(self) -> EngineInfo:
        """Which engine runs. Before the models are loaded, this says that none does."""
        return self.models.engine.info if self.models else EngineInfo("none", "none", "not loaded")

    def start(self, ended: Callable[[], None] | None = None) -> None:
        """Begin to load and enhance. ended: called on the worker's thread when that thread ends, even after a fault."""
        self._call_at_end = ended
        self._loading = True
        self.thread.start()

    def stop(self) -> None:
        """End the thread and wait for it for a while. If it hangs, it wipes what it keeps when it comes back."""
        self._stop.set()
        self._scenes.close()
        self.thread.join(LOAD_TIMEOUT if self._loading else 0.0)
        self.forget()

    def apply(self, settings: Settings) -> None:
        """Use other settings soon. If they name other models, the old ones are used until the new ones are loaded."""
        with self._changed:
            self._wanted = settings

    def give(self, scene: Scene) -> None:
        """Offer a scene. It replaces a scene that still waits."""
        self._scenes.put(scene)

    def faces(self, scene: Scene) -> list[EnhancedFace]:
        """Return the newest enhanced face of each person in a scene, and of nobody else.

        If enhancing is quick, this waits for the faces of this very scene. Otherwise it waits for those of an earlier
        one if they come soon.
        """
        with self._changed:
            if self._quick(scene):
                self._changed.wait_for(lambda: self._done >= scene.frame.index, WORTH_WAITING)
            elif self._soon(scene):
                present = self._present
                self._changed.wait_for(lambda: self._present != present, SOON)
            clear = {t.id for t in scene.tracks if t.clear}
            self._newest = {i: face for i, face in self._newest.items() if i in clear and _same_person(face, scene)}
            return list(self._newest.values())

    def forget(self) -> None:
        """Drop every enhanced face now, and have the features of the exemplars wiped soon."""
        with self._changed:
            self._wipes += 1
            self._scenes.take(timeout=0)  # the waiting scene may hold exemplars that are being wiped
            self._newest.clear()
            self._present = None  # nobody waits for results that will be dropped
            self._changed.notify_all()

    def _quick(self, scene: Scene) -> bool:
        """Return whether the largest far face of a scene is expected to take less than half of WORTH_WAITING.

        While enhancing must rest between rounds, the answer is no.
        """
        governor = self.governor
        if governor is None or governor.rest_after(1) > 0:
            return False
        largest = max((t.square.side for t in scene.tracks if t.state == "far"), default=0.0)
        earlier = MOST_EARLIER if self.models and self.models.engine.remembers else 0
        expected = governor.ms_per_work * work(round(largest * 1.2), TRIAL_REFERENCES, earlier)
        return 0 < expected < 500 * WORTH_WAITING

    def _soon(self, scene: Scene) -> bool:
        """Return whether a round that began with an earlier frame is expected to be over in less than SOON.

        The answer is no if nobody in the scene is far. Call it only with the lock of `_changed`.
        """
        if self._present is None or all(not t.clear or t.state != "far" for t in scene.tracks):
            return False
        index, over_at = self._present
        return index < scene.frame.index and 0 < over_at - time.perf_counter() < SOON

    def _run(self) -> None:
        with self._changed:
            self._settings = self._wanted
        self._load_and_tune()
        while not self._stop.is_set():
            self._follow_settings()
            with self._changed:
                wipes = self._wipes
            scene = self._scenes.take(timeout=SCENE_TIMEOUT)
            self._wipe_if_asked()
            if self._enhancer is None or self.governor is None:
                continue
            if scene is None:
                self._enhancer.forget_frames()
                continue
            milliseconds = self._round(scene, self._enhancer, self.governor, wipes)
            if self.models and all(track.state != "far" for track in scene.tracks):
                self._warm(self.models.engine)
            self._stop.wait(self.governor.rest_after(milliseconds))

    def _ended(self) -> None:
        try:
            if self._enhancer:
                self._enhancer.wipe()
        finally:
            if self._call_at_end:
                self._call_at_end()

    def _wipe_if_asked(self) -> None:
        with self._changed:
            asked, self._wiped = self._wipes != self._wiped, self._wipes
        if asked and self._enhancer:
            self._enhancer.wipe()

    def _warm(self, engine: Engine) -> None:
        """Get the engine ready for one more size. An error is ignored, because it comes again when the size is used."""
        if self._not_warm:
            side, faces = self._not_warm.pop(0)
            with contextlib.suppress(Exception):
                engine.warm(side, self._settings.exemplars.references, faces)

    def _follow_settings(self) -> None:
        """Load or tune anew if the settings ask for it."""
        old = self._settings
        with self._changed:
            new = self._settings = self._wanted
        if _loaded_by(old) != _loaded_by(new) and self._load_and_tune():
            return
        if self.models and _tuning(old) != _tuning(new):
            self._tune(self.models)

    def _load_and_tune(self) -> bool:
        """Load the models and tune to them. Returns whether that worked. If not, the models from before stay in use."""
        self._loading = True
        if self._enhancer is not None:
            self._enhancer.forget_frames()  # they would be too old once the models are there
        try:
            models = self._load(self._settings)
        except Exception as error:  # the call goes on with the old models or with plain pictures
            log.warning("faces are enhanced %s: %s", "as before" if self.models else "not", error)
            self.failed = self.models is None
            return False
        finally:
            self._loading = False
        self._tune(models)
        self.models = models
        self.failed = False
        return True

    def _tune(self, models: Models) -> None:
        """Make an enhancer and a governor as the settings say. What the former enhancer kept is wiped."""
        s = self._settings
        trial = models.engine.info.milliseconds or 1.0
        earlier = TRIAL_EARLIER if models.engine.remembers else 0
        former, old = self._enhancer, self.governor
        sides = lr_sides(s.enhance.max_side)
        # The largest side comes first: somebody who walks away from the camera becomes far at that size.
        self._not_warm = [(side, faces) for faces in (1, 2) for side in sides]
        colour = former.colour if former else None
        self._enhancer = Enhancer(models.engine, s.enhance.max_side, s.exemplars.references, colour)
        governor = Governor(s.enhance.budget_ms, trial / work(TRIAL_SIDE, TRIAL_REFERENCES, earlier))
        if old:
            governor.gave_way, governor.log = old.gave_way, old.log
        self.governor = governor
        if former:
            former.wipe()

    def _round(self, scene: Scene, enhancer: Enhancer, governor: Governor, wipes: int) -> float:
        """Enhance the faces that the governor grants. Returns how many milliseconds the round took.

        wipes: how often `forget` had been called before the scene was taken. If it was called again since, the results
        are dropped.
        """
        start = time.perf_counter()
        try:
            grants = governor.plan(enhancer.demands(scene))
            with self._changed:
                self._present = scene.frame.index, start + governor.expected_ms(grants) / 1000
            faces = enhancer.enhance(scene, grants)
            milliseconds = 1000 * (time.perf_counter() - start)
            governor.measured(grants, milliseconds)
            self.failed = False
            if faces:
                self._round_failures.worked()
        except Exception as error:  # a plain face is better than none
            self._round_failures.failed(error)
            self.failed, faces = True, []
            milliseconds = 1000 * (time.perf_counter() - start)
        with self._changed:
            if wipes == self._wipes:
                self._newest.update({face.track_id: face for face in faces})
            self._done, self._present = scene.frame.index, None
            self._changed.notify_all()
        if faces:
            self.counts.rounds_ms.append(milliseconds)
            self.counts.faces += len(faces)
            self.counts.with_exemplars += sum(bool(face.references) for face in faces)
        return milliseconds


def _loaded_by(settings: Settings) -> tuple[str, str, str, float]:
    """Return the settings that decide which models are loaded."""
    enhance, detection = settings.enhance, settings.detection
    return enhance.model, enhance.engine, detection.engine, detection.min_score


def _tuning(settings: Settings) -> tuple[float, int, float]:
    """Return the settings that the enhancer and the governor are made with."""
    return settings.enhance.max_side, settings.exemplars.references, settings.enhance.budget_ms


def _same_person(face: EnhancedFace, scene: Scene) -> bool:
    """Return whether a face may still be shown, because its track shows the same person as before.

    A face without exemplars may also be shown if the person is uncertain or was uncertain before.
    """
    now = scene.people.get(face.track_id)
    return face.person == now or (not face.references and None in (face.person, now))
