"""Enhancing on a thread of its own, at low priority: looking and sending go first."""

import contextlib
import sys
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
from app.settings import Settings
from hime_core.runtime import Engine, EngineInfo
from hime_core.runtime.agreement import TRIAL_REFERENCES, TRIAL_SIDE

PATIENCE = 0.016  # seconds; enhancing that takes half of it is waited for, so that every picture has its own
LONGEST_WAIT = 5.0  # seconds for the thread to end


@dataclass
class Counts:
    """What the worker did. Times are milliseconds, of a round: all faces of a scene that were granted one."""

    rounds_ms: Recent = field(default_factory=Recent)
    faces: int = 0
    with_exemplars: int = 0  # of the faces
    failed: int = 0


class Worker:
    """Loads the models, then enhances the newest scene over and over. `faces` gives what there is so far."""

    def __init__(self, load: Callable[[Settings], Models], settings: Settings):
        """load: as `app.models.load_live_models`; called on the worker's thread."""
        self._load, self._settings = load, settings
        self._scenes: Slot[Scene] = Slot()
        self._stop = threading.Event()
        self._reload = threading.Event()
        self._wipe = threading.Event()
        self._wipes = 0  # how often it was told to forget
        self._changed = threading.Condition()
        self._newest: dict[int, EnhancedFace] = {}  # by track
        self._done = -1  # index of the newest enhanced frame
        self._thread = threading.Thread(target=self._run, name="hime-enhance", daemon=True)
        self._enhancer: Enhancer | None = None
        self._retired: list[Enhancer] = []  # to be wiped by the thread, which may be using them
        self._cold: list[tuple[int, int]] = []  # what the engine is not ready for yet: LR side, number of faces
        self.models: Models | None = None  # None until loaded
        self.governor: Governor | None = None
        self.failed = False  # the last round, or loading, failed: faces are shown as the camera saw them
        self.counts = Counts()

    @property
    def engine(self) -> EngineInfo:
        """Which engine runs; before it does, that none does."""
        return self.models.engine.info if self.models else EngineInfo("none", "none", "not loaded")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._stop.set()
        self._scenes.close()
        if self._thread.ident:
            self._thread.join(timeout=LONGEST_WAIT)
        if self._thread.is_alive():  # hangs in a driver: what it uses is left to it
            return
        for enhancer in (*self._retired, self._enhancer):
            if enhancer:
                enhancer.wipe()
        self.forget()

    def apply(self, settings: Settings) -> None:
        """Go on with other settings. Where they name other models, those are loaded while the old ones serve."""
        old, self._settings = self._settings, settings
        if _loaded_by(old) != _loaded_by(settings):
            self._reload.set()
        elif self.models and _tuning(old) != _tuning(settings):
            self._retune(self.models)

    def give(self, scene: Scene) -> None:
        """Offer a scene; the newest wins."""
        self._scenes.put(scene)

    def faces(self, scene: Scene) -> list[EnhancedFace]:
        """The newest SR of each person in the scene, and of nobody else; of this very scene where that is quick."""
        with self._changed:
            if self._quick(scene):
                self._changed.wait_for(lambda: self._done >= scene.frame.index, PATIENCE)
            clear = {t.id for t in scene.tracks if t.clear}
            self._newest = {i: face for i, face in self._newest.items() if i in clear and _same(face, scene)}
            return list(self._newest.values())

    def forget(self) -> None:
        """Drop every face, and soon what exemplars were encoded to."""
        self._wipe.set()
        with self._changed:
            self._wipes += 1
            self._scenes.take(timeout=0)  # its exemplars may be among those wiped
            self._newest.clear()

    def _quick(self, scene: Scene) -> bool:
        governor, enhancer = self.governor, self._enhancer
        if governor is None or enhancer is None or governor.rest_after(1) > 0:
            return False
        largest = max((t.square.side for t in scene.tracks if t.state == "far"), default=0.0)
        return 0 < governor.ms_per_work * work(round(largest * 1.2), TRIAL_REFERENCES) < 500 * PATIENCE

    def _run(self) -> None:
        self._open()
        while not self._stop.is_set():
            if self._reload.is_set():
                self._reload.clear()
                self._open()
            wipes = self._wipes
            scene = self._scenes.take(timeout=0.2)
            while self._retired:
                self._retired.pop().wipe()
            if self._wipe.is_set() and self._enhancer:
                self._wipe.clear()
                self._enhancer.wipe()
            if scene is None or self._enhancer is None or self.governor is None:
                continue
            milliseconds = self._round(scene, self._enhancer, self.governor, wipes)
            if self.models and all(track.state != "far" for track in scene.tracks):
                self._warm(self.models.engine)
            self._stop.wait(self.governor.rest_after(milliseconds))

    def _warm(self, engine: Engine) -> None:
        """While nobody is far, get the engine ready for another size. Where that fails, it will say so in use."""
        if self._cold:
            side, faces = self._cold.pop(0)
            with contextlib.suppress(Exception):
                engine.warm(side, self._settings.exemplars.references, faces)

    def _open(self) -> None:
        try:
            models = self._load(self._settings)
            self._retune(models)
            self.models = models
            self.failed = False
        except Exception as error:  # people see the plain picture; without models there is nothing else to do
            instead = "as before" if self.models else "not"
            print(f"hime: faces are enhanced {instead}: {error}", file=sys.stderr)
            self.failed = self.models is None

    def _retune(self, models: Models) -> None:
        s = self._settings
        trial = models.engine.info.milliseconds or 1.0
        old = self.governor
        if self._enhancer:
            self._retired.append(self._enhancer)
        sides = lr_sides(s.enhance.max_side)
        self._cold = [(side, faces) for faces in (1, 2) for side in sides]  # who walks away is large at first
        self._enhancer = Enhancer(models.engine, s.enhance.max_side, s.exemplars.references)
        self.governor = Governor(s.enhance.budget_ms, trial / work(TRIAL_SIDE, TRIAL_REFERENCES))
        if old:
            self.governor.gave_way, self.governor.log = old.gave_way, old.log

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
        except Exception as error:  # any face is better shown plain than not at all; told once, and counted
            if not self.counts.failed:
                print(f"hime: enhancing failed, faces are shown as they are: {error!r}", file=sys.stderr)
            self.counts.failed += 1
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
    """What the models are loaded by."""
    enhance, detection = settings.enhance, settings.detection
    return enhance.model, enhance.engine, detection.engine, detection.min_score


def _tuning(settings: Settings) -> tuple[float, int, float]:
    """What enhancer and governor are made with."""
    return settings.enhance.max_side, settings.exemplars.references, settings.enhance.budget_ms


def _same(face: EnhancedFace, scene: Scene) -> bool:
    """Whether a track still shows the person whose exemplars are in a face."""
    now = scene.people.get(face.track_id)
    return face.person == now or (not face.references and None in (face.person, now))
