"""The thread that enhances, at low priority: looking and sending go first."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.capture.mailbox import Slot
from app.enhance import EnhancedFace, Enhancer, lr_sides
from app.enhance.governor import Governor, work
from app.models import Models
from app.people.look import Scene
from app.report.summary import Recent
from app.run.failures import Told
from app.run.live.thread import StageThread
from app.settings import Settings
from hime_core.runtime import Engine, EngineInfo
from hime_core.runtime.agreement import TRIAL_REFERENCES, TRIAL_SIDE

log = logging.getLogger(__name__)

# The most seconds that a picture waits for its own faces to be enhanced. It waits only where half of that should do.
WORTH_WAITING = 0.016
# Seconds to wait for a scene before requests and other settings are seen to without one.
SCENE_TIMEOUT = 0.2


@dataclass
class Counts:
    """What the worker did. A round enhances those faces of one scene that the governor grants."""

    rounds_ms: Recent = field(default_factory=Recent)  # milliseconds of each round
    faces: int = 0
    with_exemplars: int = 0  # how many of the faces were enhanced with exemplars


class Worker:
    """Loads the models, then enhances the newest scene over and over. `faces` gives what there is so far."""

    def __init__(self, load: Callable[[Settings], Models], settings: Settings):
        """load: as `app.models.load_live_models`; called on the worker's thread."""
        # Fixed from here on.
        self._load = load
        self.thread = StageThread("hime-enhance", "enhancing", self._run, self._ended)
        # With locks of their own: any thread may use them.
        self._scenes: Slot[Scene] = Slot()
        self._stop = threading.Event()
        # Guarded by `_changed`.
        self._changed = threading.Condition()
        self._wanted = settings  # the newest
        self._wipes = 0  # how often the worker was told to forget
        self._newest: dict[int, EnhancedFace] = {}  # by track
        self._done = -1  # index of the newest frame that was enhanced
        # Of this thread alone while it runs.
        self._settings = settings  # those that are in use here; `_wanted` may be newer
        self._enhancer: Enhancer | None = None  # None until the models are loaded
        self._wiped = 0  # how many of `_wipes` have been carried out
        self._cold: list[tuple[int, int]] = []  # what the engine is not ready for yet: LR side, number of faces
        self._round_told = Told("enhancing failed, faces are shown as they are")
        # Set before the thread starts.
        self._tell_end: Callable[[], None] | None = None
        # Written by this thread alone. Any thread may read them.
        self.models: Models | None = None  # None until loaded
        self.governor: Governor | None = None  # its `frame_took` is for the processing thread alone
        self.failed = False  # the last round, or loading, failed: faces are shown as the camera saw them
        self.counts = Counts()

    @property
    def engine(self) -> EngineInfo:
        """Which engine runs; before the models are loaded, that none does."""
        return self.models.engine.info if self.models else EngineInfo("none", "none", "not loaded")

    def start(self, ended: Callable[[], None] | None = None) -> None:
        """Begin to load and enhance. ended: called on the worker's thread when that ends, also by a fault."""
        self._tell_end = ended
        self.thread.start()

    def stop(self) -> None:
        """End the thread and wait for it, but not for ever: one that hangs wipes what it keeps when it comes back."""
        self._stop.set()
        self._scenes.close()
        self.thread.join()
        self.forget()

    def apply(self, settings: Settings) -> None:
        """Go on with other settings soon. Where they name other models, the old ones serve until those are loaded."""
        with self._changed:
            self._wanted = settings

    def give(self, scene: Scene) -> None:
        """Offer a scene. It takes the place of one that waits."""
        self._scenes.put(scene)

    def faces(self, scene: Scene) -> list[EnhancedFace]:
        """The newest enhanced face of each person in a scene, and of nobody else.

        Where enhancing is quick, waits for the faces of this very scene.
        """
        with self._changed:
            if self._quick(scene):
                self._changed.wait_for(lambda: self._done >= scene.frame.index, WORTH_WAITING)
            clear = {t.id for t in scene.tracks if t.clear}
            self._newest = {i: face for i, face in self._newest.items() if i in clear and _same(face, scene)}
            return list(self._newest.values())

    def forget(self) -> None:
        """Drop every face now, and soon wipe what exemplars were encoded to."""
        with self._changed:
            self._wipes += 1
            self._scenes.take(timeout=0)  # its exemplars may be among those that are wiped
            self._newest.clear()

    def _quick(self, scene: Scene) -> bool:
        governor = self.governor
        if governor is None or governor.rest_after(1) > 0:
            return False
        largest = max((t.square.side for t in scene.tracks if t.state == "far"), default=0.0)
        return 0 < governor.ms_per_work * work(round(largest * 1.2), TRIAL_REFERENCES) < 500 * WORTH_WAITING

    def _run(self) -> None:
        with self._changed:
            self._settings = self._wanted
        self._open()
        while not self._stop.is_set():
            self._follow_settings()
            with self._changed:
                wipes = self._wipes
            scene = self._scenes.take(timeout=SCENE_TIMEOUT)
            self._wipe_where_asked()
            if scene is None or self._enhancer is None or self.governor is None:
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
            if self._tell_end:
                self._tell_end()

    def _wipe_where_asked(self) -> None:
        with self._changed:
            asked, self._wiped = self._wipes != self._wiped, self._wipes
        if asked and self._enhancer:
            self._enhancer.wipe()

    def _warm(self, engine: Engine) -> None:
        """While nobody is far, get the engine ready for another size. Where that fails, it will say so in use."""
        if self._cold:
            side, faces = self._cold.pop(0)
            with contextlib.suppress(Exception):
                engine.warm(side, self._settings.exemplars.references, faces)

    def _follow_settings(self) -> None:
        """Load and tune anew, where the settings ask for it."""
        old = self._settings
        with self._changed:
            new = self._settings = self._wanted
        if _loaded_by(old) != _loaded_by(new) and self._open():
            return
        if self.models and _tuning(old) != _tuning(new):
            self._tune(self.models)

    def _open(self) -> bool:
        """Load the models and tune to them. Returns False where they cannot be loaded; those before then serve on."""
        try:
            models = self._load(self._settings)
        except Exception as error:  # people see the plain picture; without models there is nothing else to do
            log.warning("faces are enhanced %s: %s", "as before" if self.models else "not", error)
            self.failed = self.models is None
            return False
        self._tune(models)
        self.models = models
        self.failed = False
        return True

    def _tune(self, models: Models) -> None:
        """Make an enhancer and a governor as the settings say. What the enhancer before kept is wiped."""
        s = self._settings
        trial = models.engine.info.milliseconds or 1.0
        former, old = self._enhancer, self.governor
        sides = lr_sides(s.enhance.max_side)
        self._cold = [(side, faces) for faces in (1, 2) for side in sides]  # who walks away is large at first
        self._enhancer = Enhancer(models.engine, s.enhance.max_side, s.exemplars.references)
        governor = Governor(s.enhance.budget_ms, trial / work(TRIAL_SIDE, TRIAL_REFERENCES))
        if old:
            governor.gave_way, governor.log = old.gave_way, old.log
        self.governor = governor
        if former:
            former.wipe()

    def _round(self, scene: Scene, enhancer: Enhancer, governor: Governor, wipes: int) -> float:
        """Enhance what the governor grants; returns the milliseconds that it took.

        wipes: how many there were before the scene was taken. After another one, what was made of it is dropped.
        """
        start = time.perf_counter()
        try:
            grants = governor.plan(enhancer.demands(scene))
            faces = enhancer.enhance(scene, grants)
            milliseconds = 1000 * (time.perf_counter() - start)
            governor.measured(grants, milliseconds)
            self.failed = False
            if faces:
                self._round_told.worked()
        except Exception as error:  # any face is better shown plain than not at all
            self._round_told.failed(error)
            self.failed, faces = True, []
            milliseconds = 1000 * (time.perf_counter() - start)
        with self._changed:
            if wipes == self._wipes:
                self._newest.update({face.track_id: face for face in faces})
            self._done = scene.frame.index
            self._changed.notify_all()
        if faces:
            self.counts.rounds_ms.append(milliseconds)
            self.counts.faces += len(faces)
            self.counts.with_exemplars += sum(bool(face.references) for face in faces)
        return milliseconds


def _loaded_by(settings: Settings) -> tuple[str, str, str, float]:
    """The settings that decide which models are loaded."""
    enhance, detection = settings.enhance, settings.detection
    return enhance.model, enhance.engine, detection.engine, detection.min_score


def _tuning(settings: Settings) -> tuple[float, int, float]:
    """The settings that the enhancer and the governor are made with."""
    return settings.enhance.max_side, settings.exemplars.references, settings.enhance.budget_ms


def _same(face: EnhancedFace, scene: Scene) -> bool:
    """Whether a track still shows the person whose exemplars are in a face."""
    now = scene.people.get(face.track_id)
    return face.person == now or (not face.references and None in (face.person, now))
