"""The main window: the picture, one sentence, what is remembered of people, and the controls."""

import contextlib
import time
from dataclasses import replace
from functools import partial
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.capture.sources import Camera, SampleCall
from app.enhance import EnhancedFace
from app.gui import theme
from app.gui.call import Call, Plan
from app.gui.controls import Controls, Output
from app.gui.devices import Devices
from app.gui.dialogs import Dialogs
from app.gui.feed import Card, Feed
from app.gui.menu import Menu
from app.gui.preview import Preview
from app.gui.remembered import Remembered, write
from app.gui.status import Faces, Phase, Situation, status
from app.gui.status_bar import StatusBar
from app.gui.strip import Strip
from app.gui.theme import THEMES, Theme
from app.gui.tray import Tray
from app.media.paths import is_file
from app.models import terms
from app.settings import Settings, View
from hime_core import telemetry
from hime_core.errors import UsageError
from hime_core.runtime import Engine

# ruff: noqa: N802 Qt calls these by its own names

SMALLEST, USUAL = (760, 520), (1180, 780)
LOOK_EVERY = 250  # milliseconds from one look at what is going on to the next
HIDE_AFTER = 300  # milliseconds of closing after which the window is hidden
GIVE_UP_AFTER = 15_000  # milliseconds after which a driver that hangs no longer keeps the program from ending


class Window(QMainWindow):
    """`closed`: the call has ended, and nothing is left to wait for."""

    closed = Signal()

    def __init__(
        self,
        settings: Settings,
        settings_path: Path | None,
        source: str,
        output: Output,
        old: Remembered,
        view: View | None = None,
    ):
        """source: as `open_source` takes it. output: sink and device. old: what to go on remembering.

        view: goes before that of the settings file.
        """
        super().__init__()
        self.setWindowTitle("HIME")
        self.setWindowIcon(QIcon(str(files("app.gui") / "icon.svg")))
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self._settings, self._source, self._output, self._memory = settings, source, output, old
        self._recording: Path | None = None  # opened here
        self._phase: Phase = "opening"
        self._error = ""
        self._faces = Faces()
        self._cards: list[Card] = []
        self._helped = time.monotonic()  # when no far face was left as it is, seconds
        self._part = (0.0, 0.0, 0.0)  # of the frame that is shown
        self.call = Call(settings_path, view, self)
        self.feed = Feed(self.call.seen, self._engine_name, self)
        self.devices, self.dialogs = Devices(self), Dialogs(self)
        self.preview, self.status, self.strip, self.controls = Preview(), StatusBar(), Strip(), Controls(source, output)
        self.menu = Menu(self)
        self.tray = Tray(self.windowIcon(), self) if Tray.available() else None
        self._lay_out()
        self._connect()
        self._restore(old)
        self._clock = QTimer(self, interval=LOOK_EVERY)
        self._clock.timeout.connect(self._look)
        self._clock.start()
        self.devices.ask()
        self._start()

    def play(self, path: str) -> None:
        """Play a recording here, in place of the camera."""
        self._recording = Path(path)
        self._start()

    def back(self) -> None:
        """To the camera."""
        self._recording = None
        self._start()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._phase != "closing":
            self._phase = "closing"
            write(replace(self._memory, geometry=self.saveGeometry(), split=self.preview.split))
            self.dialogs.close_all()
            self.call.stop()
            self._look()
            QTimer.singleShot(HIDE_AFTER, self.hide)
            QTimer.singleShot(GIVE_UP_AFTER, self._finish)
        if self.call.alive:
            event.ignore()
        else:
            self._finish()

    def _finish(self) -> None:
        self._clock.stop()
        self.feed.stop()
        if self.tray:
            self.tray.hide()
        self.hide()
        self.closed.emit()

    def _start(self) -> None:
        self._error = ""
        self.menu.check("actionFollow")
        if self.call.alive:  # which may take some seconds to close
            self._opening()
        self.call.start(self._plan())

    def _plan(self) -> Plan:
        settings = self._wanted()
        if self._recording:
            return Plan(settings, str(self._recording), "none")
        sink, device = self._output
        settings = replace(settings, output=replace(settings.output, device=device))
        if self._source == "sample" or self._file():
            return Plan(settings, self._source, sink)
        return Plan(replace(settings, camera=replace(settings.camera, device=self._source)), "auto", sink)

    def _wanted(self) -> Settings:
        """The settings, as strong as the controls say."""
        return replace(self._settings, enhance=replace(self._settings.enhance, strength=self.controls.strength))

    def _change(self) -> None:
        if self.call.session:
            self.call.session.live.change(self._wanted())

    def _opening(self) -> None:
        self._phase = "opening"
        self._forget()
        self.preview.forget()
        self.preview.say("Getting ready …")
        file = self._file()
        self.menu.actions["actionExport"].setEnabled(file is not None)
        self.menu.actions["actionBack"].setEnabled(self._recording is not None)
        self._name()
        self._look()

    def _name(self) -> None:
        """The title. It says so where the settings ask for weights that not everybody may use, or let Google know."""
        file = self._file()
        limits = []
        with contextlib.suppress(UsageError):  # of a damaged registry the call tells
            limits += ["weights for research alone"] if terms(self._settings.enhance.model) else []
        limits += ["reports its use to Google"] if telemetry.reported_by(self._settings.detection.engine) else []
        limit = f" ({', '.join(limits)})" if limits else ""
        self.setWindowTitle((f"{file.name} – HIME" if file else "HIME") + limit)

    def _running(self) -> None:
        if self._phase == "opening":
            self._phase = "running"
            self._pause(self.strip.pause.isChecked())
            self._change()  # what was clicked while it opened
            self.preview.say("")
            self._look()

    def _ended(self, error: str) -> None:
        if self._phase == "closing":
            self._finish()
            return
        self._phase, self._error = "ended", error
        self._forget()
        self.preview.forget()
        now = status(self._situation())
        self.preview.say(now.notice or now.sentence, "Try again" if error else "Play again")
        self._look()

    def _forget(self) -> None:
        """A call is over: nothing that was seen of anybody stays."""
        self._faces, self._cards, self._part = Faces(), [], (0.0, 0.0, 0.0)
        self.feed.forget()
        self.dialogs.forgotten.emit()
        self.strip.show_cards([])

    def _picture(self) -> None:
        shown = self.feed.shown.take(timeout=0)
        if shown is None or self._phase != "running":
            return
        self.preview.show_picture(shown)
        self._faces, self._part = shown.faces, shown.window
        if shown.faces.sharpened or not shown.faces.far or not self.controls.on.isChecked():
            self._helped = time.monotonic()
        if shown.cards is not self._cards:
            self._cards = shown.cards
            self.strip.show_cards(shown.cards)
        self.feed.wanted.width, self.feed.wanted.height = self.preview.room()

    def _look(self) -> None:
        """Tell what is going on."""
        visible = self.feed.wanted.visible = self.isVisible() and not self.isMinimized()
        if self.call.session:
            self.call.session.viewers.hold(visible)
        self.status.tell(status(self._situation()))
        if self.tray:
            self.tray.tell(self.controls.on.isChecked())

    def _situation(self) -> Situation:
        session, file = self.call.session, self._file()
        begun = session if self._phase == "running" else None  # else it may still be the one before
        sample = isinstance(begun.source, SampleCall) if begun else self._source == "sample"
        return Situation(
            phase=self._phase,
            error=self._error,
            source="recording" if file else "sample" if sample else "camera",
            ready=session is not None and session.worker.models is not None,
            failed=session is not None and session.worker.failed,
            on=self.controls.on.isChecked(),
            paused=self.strip.pause.isChecked(),
            camera=session.source.state if session and isinstance(session.source, Camera) else "open",
            faces=self._faces,
            waited=time.monotonic() - self._helped,
            no_output=self.call.no_output,
            no_camera=sample and self._source == "auto" and not file,
        )

    def _file(self) -> Path | None:
        """The recording that plays."""
        return self._recording or (Path(self._source) if is_file(Path(self._source)) else None)

    def _engine_name(self) -> str:
        engine = self._engine()
        return f"{engine.info.name}, {engine.info.provider}" if engine else ""

    def _engine(self) -> Engine | None:
        """Also for the feed's thread."""
        session = self.call.session
        models = session.worker.models if session else None
        return models.engine if models else None

    def _newest_face(self) -> EnhancedFace | None:
        """The one with the most to tell."""
        return max(self.feed.faces, key=lambda face: (len(face.references), face.side), default=None)

    def _choose_camera(self, source: str) -> None:
        if source == self._source and not self._recording and self._phase != "ended":
            return  # a call begun anew forgets everybody
        self._source, self._recording = source, None
        self._memory = replace(self._memory, source=source)
        self._start()

    def _choose_output(self, output: Output) -> None:
        if output == self._output and self._phase != "ended":
            return
        self._output = output
        self._memory = replace(self._memory, sink="none" if output[0] == "none" else "virtual", device=output[1])
        self._start()

    def _choose_view(self, view: Literal["zoom", "full"]) -> None:
        self._memory = replace(self._memory, view=view)
        self._settings = replace(self._settings, output=replace(self._settings.output, view=view))
        self._show_view()
        self._change()

    def _choose_strength(self) -> None:
        self._memory = replace(self._memory, strength=self.controls.slider.value() / 100)
        self.menu.check("actionOn", self.controls.on.isChecked())
        self._change()
        self._look()

    def _choose_theme(self, chosen: Theme) -> None:
        self._memory = replace(self._memory, theme=chosen)
        theme.apply(chosen)

    def _system_theme_changed(self) -> None:
        theme.apply(self._memory.theme)

    def _edited(self, settings: Settings) -> None:
        """The settings file was changed; the call has taken it over already."""
        self._settings = settings
        self._name()
        self.controls.set_strength(settings.enhance.strength)
        self.menu.check("actionOn", self.controls.on.isChecked())
        self._show_view()

    def _compare(self, on: bool) -> None:
        self.preview.compare(on)
        self.feed.wanted.before = on
        self.menu.check("actionSplit", on)
        self._memory = replace(self._memory, comparing=on)

    def _time(self, on: bool) -> None:
        self.feed.wanted.timing = on

    def _pause(self, on: bool) -> None:
        self.menu.check("actionPause", on)
        if self.call.session:
            self.call.session.live.pause(on)

    def _clear(self) -> None:
        if self.call.session:
            self.call.session.live.clear()
        self._cards = []
        self.feed.forget()
        self.dialogs.forgotten.emit()

    def _remove(self, exemplar_id: str) -> None:
        if self.call.session:
            self.call.session.live.remove(exemplar_id)
        self._cards = []
        self.feed.forget()

    def _frame(self, part: tuple[float, float, float] | None) -> None:
        if self.call.session:
            self.call.session.live.frame_by_hand(part)

    def _keep(self) -> None:
        if self._part[2]:
            self._frame(self._part)
        else:  # no picture yet: there is nothing to keep
            self.menu.check("actionFollow")

    def _come_back(self) -> None:
        self.showNormal()
        self.raise_()
        self.activateWindow()

    def _show_view(self) -> None:
        view = self._settings.output.view
        self.controls.view.choose(view)
        self.menu.check(f"actionView_{view}")
        for name in ("actionFollow", "actionKeep"):
            self.menu.actions[name].setEnabled(view == "zoom")

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.preview, 1)
        left.addWidget(self.status)
        left.addWidget(self.strip)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 16)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self.controls)
        middle = QWidget()
        middle.setLayout(row)
        self.setCentralWidget(middle)
        order = [self.controls.on, self.controls.slider, self.controls.camera, self.controls.output]
        order += [self.controls.view, self.controls.compare, self.preview, self.strip.pause, self.strip.clear_all]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        self.setFocus()  # no control looks chosen before a person chooses one

    def _restore(self, old: Remembered) -> None:
        self.preview.split = old.split
        self.controls.compare.setChecked(old.comparing)
        self.controls.set_strength(self._settings.enhance.strength)
        self.menu.check("actionOn", self.controls.on.isChecked())
        self.menu.check(f"actionTheme_{old.theme}")
        self._show_view()
        theme.apply(old.theme)
        if old.geometry:
            self.restoreGeometry(old.geometry)

    def _connect(self) -> None:
        call, controls, strip, menu, dialogs = self.call, self.controls, self.strip, self.menu, self.dialogs
        call.opening.connect(self._opening)
        call.running.connect(self._running)
        call.ended.connect(self._ended)
        call.edited.connect(self._edited)
        self.feed.ready.connect(self._picture)
        self.devices.listed.connect(controls.list_devices)
        self.preview.again.connect(self._start)
        self.status.checked.connect(self._check)
        controls.strength_changed.connect(self._choose_strength)
        controls.camera_chosen.connect(self._choose_camera)
        controls.output_chosen.connect(self._choose_output)
        controls.view_chosen.connect(self._choose_view)
        controls.compare_toggled.connect(self._compare)
        controls.list_opened.connect(self.devices.ask)
        strip.removed.connect(self._remove)
        strip.cleared.connect(self._clear)
        strip.paused.connect(self._pause)
        dialogs.picked.connect(self.play)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_theme_changed)
        menu.on("actionOn", controls.on.click)
        menu.on("actionOpen", dialogs.pick)
        menu.on("actionExport", self._export)
        menu.on("actionBack", self.back)
        menu.on("actionQuit", self.close)
        menu.on("actionView_zoom", lambda: self._choose_view("zoom"))
        menu.on("actionView_full", lambda: self._choose_view("full"))
        menu.on("actionFollow", lambda: self._frame(None))
        menu.on("actionKeep", self._keep)
        menu.on("actionSplit", controls.compare.click)
        menu.actions["actionTiming"].toggled.connect(self._time)
        for name in THEMES:
            menu.on(f"actionTheme_{name}", partial(self._choose_theme, name))
        menu.on("actionPause", strip.pause.click)
        menu.on("actionClear", strip.clear_all.click)
        menu.on("actionDifference", lambda: dialogs.difference(self._newest_face, self._engine))
        menu.on("actionHowTo", dialogs.how_to)
        menu.on("actionCheck", self._check)
        menu.on("actionAbout", dialogs.about)
        if self.tray:
            self.tray.toggled.connect(controls.on.click)
            self.tray.shown.connect(self._come_back)
            self.tray.quitted.connect(self.close)

    def _check(self) -> None:
        settings, (sink, device) = self._settings, self._output
        if sink == "virtual":
            settings = replace(settings, output=replace(settings.output, device=device))
        self.dialogs.check(settings)

    def _export(self) -> None:
        if file := self._file():
            strength = self.controls.slider.value() / 100  # also while HIME is off: a plain copy helps nobody
            enhance = replace(self._settings.enhance, strength=strength)
            self.dialogs.export(file, replace(self._settings, enhance=enhance))
