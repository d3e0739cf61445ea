"""Does what a person asks for in the window: begins, changes and ends calls, and remembers choices."""

import sys
from collections.abc import Callable, Set
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication

from app.capture.cameras import CameraInfo
from app.gui.calls.call import Call
from app.gui.calls.call_display import CallDisplay
from app.gui.calls.devices import Devices
from app.gui.calls.outputs import Outputs
from app.gui.calls.video_pause import VideoPause
from app.gui.choices.preferences import Preferences, applied
from app.gui.choices.remembered import Remembered, write
from app.gui.choices.selection import Output, Selection
from app.gui.dialogs.questions import ask_to_drop_export
from app.gui.errands import Errands
from app.gui.parts import theme
from app.gui.parts.theme import THEMES, Theme
from app.gui.window.window import MainWindow
from app.gui.words.language import tr
from app.output.v4l2loopback import Loopback
from app.settings import Settings, View, with_strength, with_view

# A window that was asked to close is hidden after this many milliseconds, even if its call has not ended yet.
HIDE_AFTER = 300
# While the call lacks a camera or a virtual camera, HIME looks for one every time this many milliseconds have passed.
SEARCH_EVERY = 5_000
# A closing window waits for its call for at most this many milliseconds, because the call may hang in a driver.
GIVE_UP_AFTER = 15_000


class Controller(QObject):
    """Acts on the window's signals. `begin` starts the first call.

    `closing` is emitted when the window begins to close, and `closed` when its call has ended, too, or hangs and is no
    longer waited for.
    """

    closing = Signal()
    closed = Signal()

    def __init__(
        self,
        window: MainWindow,
        selection: Selection,
        settings_path: Path | None,
        old: Remembered,
        view: View | None = None,
        written: Set[str] = frozenset(),
    ):
        """selection: what the first call plays. old: what was remembered from the last time.

        settings_path: a file whose edits the calls follow. view: overrides the file's view. written: the keys that the
        file or the command line sets, such as "output.fps".
        """
        super().__init__(window)
        self.window, self.selection, self._memory = window, selection, old
        self._written = written
        self._drop_export = False  # whether a person agreed to drop an export that runs
        self.call = Call(settings_path, view, self)
        self._display = CallDisplay(window, self.call, selection)
        self.feed = self._display.feed
        self._devices = Devices(self)
        self._outputs = Outputs(self.call, self._display, self._devices, window.dialogs.loader, self)
        self._searching = QTimer(self, interval=SEARCH_EVERY)
        self._video = VideoPause(self.call, old.preferences, self)
        self._errands = Errands(window, self.call, self._display, self._devices, lambda: self.selection)
        self._connect_call()
        self._connect_controls()
        self._connect_menu()
        self._restore(old)
        self._devices.ask()

    def begin(self) -> None:
        """Start the first call, unless a person has chosen something to play already, or closes the window."""
        if self._display.phase == "greeting":
            self._start()

    def quit(self) -> None:
        """Close the window without a question, even if a recording is being exported."""
        self._drop_export = True
        self.window.close()

    def play(self, path: str) -> None:
        """Play a recording instead of the camera."""
        self.selection = replace(self.selection, recording=Path(path))
        self._start()

    def back(self) -> None:
        """Go back from a recording to the camera."""
        self.selection = replace(self.selection, recording=None)
        self._start()

    def _start(self) -> None:
        if self._display.phase == "greeting":
            self._video.hold_key()
        self.window.menu.check("actionFollow")
        self._display.held = False
        if self.call.alive:  # the present call may take some seconds to close
            self._opening()
        self._video.blur()
        self.call.start(self.selection.plan(self.window.controls.strength))

    def _opening(self) -> None:
        self._display.opening(self.selection)
        paused = self._display.held if self.selection.recording else self._video.name is not None
        self.window.show_selection(self.selection, paused)

    def _running(self) -> None:
        if self._display.phase == "opening":
            self._pause(self.window.strip.pause.isChecked())
            # A person may have chosen another view or strength while the call was being opened.
            self._change_view()
            self._change_strength()
            self._hold()
            self._display.running()

    def _ended(self, error: str) -> None:
        if self._display.phase == "closing":
            self._finish()
        else:
            self._display.held = False
            if self.selection.recording:
                self.window.menu.check("actionVideo", False)
                self.window.controls.pause.setChecked(False)
                self.window.allow_pause(False)
            self._display.ended(error)

    def _close(self, event: QCloseEvent) -> None:
        if self._display.phase != "closing" and self.window.dialogs.exporting and not self._drop_export:
            event.ignore()
            ask_to_drop_export(self.window, self.quit)
            return
        if self._display.phase != "closing":
            split, geometry = self.window.preview.split, self.window.saveGeometry()
            write(replace(self._memory, geometry=geometry, split=split))
            self._display.closing()
            self.closing.emit()
            self.window.dialogs.close_all()
            self.call.stop()
            QTimer.singleShot(HIDE_AFTER, self.window.hide)
            QTimer.singleShot(GIVE_UP_AFTER, self._finish)
        if self.call.alive:
            event.ignore()
        else:
            self._finish()

    def _finish(self) -> None:
        self._display.stop()
        self._video.release_key()
        if self.window.tray:
            self.window.tray.hide()
        self.window.hide()
        self.closed.emit()

    def _change_view(self) -> None:
        if self.call.session:
            self.call.session.live.change(partial(with_view, view=self.selection.settings.output.view))

    def _change_strength(self) -> None:
        if self.call.session:
            self.call.session.live.change(partial(with_strength, strength=self.window.controls.strength))

    def _edited(self, before: Settings, after: Settings) -> None:
        """Show an edit of the settings file, which the call uses already.

        If the edit did not change the view or the strength, the window keeps its own. A person may have chosen it just
        now, and it must not jump back.
        """
        view = self.selection.settings.output.view if after.output.view == before.output.view else after.output.view
        self.selection = replace(self.selection, settings=with_view(after, view))
        self.window.setWindowTitle(self.selection.title())
        self.window.show_view(view)
        if after.enhance.strength != before.enhance.strength:
            self.window.show_strength(after.enhance.strength)

    def _refuse_edit(self, why: str) -> None:
        """Say that an edit of the settings file was not taken over. The terminal has a line for each mistake."""
        mistakes = why.splitlines()
        path, _, mistake = mistakes[0].partition(": ")
        one = tr("The settings stay as they were: {mistake}")
        more = tr("The settings stay as they were. The first of {count} mistakes: {mistake}")
        said = one if len(mistakes) == 1 else more
        self._display.tell(said.format(count=len(mistakes), mistake=f"{Path(path).name}: {mistake}"))

    def _choose_camera(self, source: str) -> None:
        selected = self.selection
        if source == selected.source and not selected.recording and self._display.phase != "ended":
            return  # a new call would forget everybody for nothing
        self.selection = replace(selected, source=source, recording=None)
        self._memory = replace(self._memory, source=source)
        self._start()

    def _choose_output(self, output: Output) -> None:
        if output == self.selection.output and self._display.phase != "ended":
            return
        self.selection = replace(self.selection, output=output)
        self._memory = replace(self._memory, sink="none" if output[0] == "none" else "virtual", device=output[1])
        self._start()

    def _choose_view(self, view: View) -> None:
        self._memory = replace(self._memory, view=view)
        self.selection = replace(self.selection, settings=with_view(self.selection.settings, view))
        self.window.show_view(view)
        self._change_view()

    def _choose_strength(self) -> None:
        controls = self.window.controls
        self._memory = replace(self._memory, strength=controls.slider.value() / 100)
        self.window.menu.check("actionOn", controls.on.isChecked())
        self._change_strength()
        self._display.look()

    def _choose_theme(self, chosen: Theme) -> None:
        self._memory = replace(self._memory, theme=chosen)
        theme.apply(chosen)

    def _system_theme_changed(self) -> None:
        theme.apply(self._memory.theme)

    def _compare(self, on: bool) -> None:
        self.window.preview.compare(on)
        self.feed.request.before = on
        self.window.menu.check("actionSplit", on)
        self._memory = replace(self._memory, comparing=on)

    def _time(self, on: bool) -> None:
        self.feed.request.timing = on

    def _pause(self, on: bool) -> None:
        self.window.menu.check("actionPause", on)
        if self.call.session:
            self.call.session.live.pause(on)

    def _pause_video(self, on: bool) -> None:
        """Pause or continue the video of the camera. A recording that a person opened stands still instead."""
        if self.selection.recording is None:
            self._video.pause(on)
        else:
            self._display.held = on
            self._hold()
            self._display.look()
        self.window.menu.check("actionVideo", on)

    def _hold(self) -> None:
        if self.call.session:
            self.call.session.live.hold(self._display.held)

    def _video_changed(self) -> None:
        self._display.video_paused = self._video.name
        self._display.look()

    def _do(self, action: str) -> None:
        """Do what a button below the message over the picture offers. action: an Action of app/gui/words/status.py."""
        controls, dialogs = self.window.controls, self.window.dialogs
        deeds: dict[str, Callable[[], object]] = {
            "start": self.begin,
            "again": self._start,
            "play": self._start,
            "camera": controls.camera.showPopup,
            "check": self._errands.check,
            "sample": self._try_sample,
            "open": dialogs.pick,
            "back": self.back,
            "export": self._errands.export,
            "resume": controls.pause.click,
        }
        deeds[action]()

    def _try_sample(self) -> None:
        """Play the sample call, which is not remembered as the chosen camera."""
        self.selection = replace(self.selection, source="sample", recording=None)
        self.window.controls.show_camera("sample")
        self._start()

    def _search(self) -> None:
        if self._display.no_camera or (self._display.takes_a_virtual_camera and sys.platform == "linux"):
            self._devices.ask()

    def _listed(self, cameras: list[CameraInfo], outputs: list[Loopback]) -> None:
        """Offer these devices. If the sample call plays for want of a camera, begin anew with the camera."""
        self.window.controls.list_devices(cameras, outputs)
        if cameras and self._display.no_camera:
            self._start()

    def _tell_failure(self, why: str) -> None:
        self._display.tell(why)
        self.window.dialogs.tell_in_settings(why)

    def _refuse_key(self, why: str) -> None:
        """Say why the key cannot be heard in other programs, and remember it as switched off."""
        self._memory = replace(self._memory, preferences=replace(self._memory.preferences, global_key=False))
        self._display.tell(why)
        self.window.dialogs.refuse_key(why)

    def _show_settings(self) -> None:
        self.window.dialogs.settings(self._memory.preferences, self.selection.settings, self._written, self._prefer)

    def _prefer(self, chosen: Preferences) -> None:
        """Take over new preferences. If the picture's size or rate changes, the call begins anew."""
        # The menu, and not the dialog, says whether the preview is mirrored.
        chosen = replace(chosen, mirrored=self._memory.preferences.mirrored)
        self._memory = replace(self._memory, preferences=chosen)
        before = self.selection.settings
        after = applied(before, chosen, self._written)
        self.selection = replace(self.selection, settings=after)
        self._video.prefer(chosen)
        if after.output != before.output:
            self._start()
        elif after != before and self.call.session:
            self.call.session.live.change(partial(applied, chosen=chosen, written=self._written))

    def _choose_mirror(self, on: bool) -> None:
        self._memory = replace(self._memory, preferences=replace(self._memory.preferences, mirrored=on))
        self._mirror(on)

    def _mirror(self, on: bool) -> None:
        self.feed.request.mirrored = on
        self.window.menu.check("actionMirror", on)

    def _restore(self, old: Remembered) -> None:
        window, settings = self.window, self.selection.settings
        window.preview.split = old.split
        window.controls.compare.setChecked(old.comparing)
        window.show_strength(settings.enhance.strength)
        self._mirror(old.preferences.mirrored)
        window.menu.check(f"actionTheme_{old.theme}")
        window.show_view(settings.output.view)
        theme.apply(old.theme)
        if old.geometry:
            window.restoreGeometry(old.geometry)

    def _connect_call(self) -> None:
        call, window = self.call, self.window
        call.opening.connect(self._opening)
        call.running.connect(self._running)
        call.ended.connect(self._ended)
        call.edited.connect(self._edited)
        call.refused.connect(self._refuse_edit)
        self._devices.listed.connect(self._listed)
        self._outputs.wanted.connect(self._start)
        self._searching.timeout.connect(self._search)
        self._searching.start()
        window.close_asked.connect(self._close)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_theme_changed)

    def _connect_controls(self) -> None:
        window, controls, strip, errands = self.window, self.window.controls, self.window.strip, self._errands
        window.preview.asked.connect(self._do)
        window.status_bar.checked.connect(errands.check)
        window.dialogs.picked.connect(self.play)
        controls.strength_changed.connect(self._choose_strength)
        controls.camera_chosen.connect(self._choose_camera)
        controls.output_chosen.connect(self._choose_output)
        controls.view_chosen.connect(self._choose_view)
        controls.compare_toggled.connect(self._compare)
        controls.video_paused.connect(self._pause_video)
        self._video.key_pressed.connect(controls.pause.click)
        self._display.unseen.connect(self._video.blur)
        self._video.changed.connect(self._video_changed)
        self._video.key_refused.connect(self._refuse_key)
        self._video.failed.connect(self._tell_failure)
        controls.list_opened.connect(self._devices.ask)
        strip.removed.connect(errands.remove)
        strip.clear_asked.connect(errands.ask_to_clear)
        strip.paused.connect(self._pause)

    def _connect_menu(self) -> None:
        window, menu, errands = self.window, self.window.menu, self._errands
        menu.on("actionOn", window.controls.on.click)
        menu.on("actionVideo", window.controls.pause.click)
        menu.on("actionOpen", errands.open_recording)
        menu.on("actionExport", errands.export)
        menu.on("actionBack", self.back)
        menu.on("actionSnapshot", errands.save_picture)
        menu.on("actionCamera", errands.set_camera)
        menu.on("actionSettings", self._show_settings)
        menu.on("actionQuit", window.close)
        menu.on("actionView_zoom", lambda: self._choose_view("zoom"))
        menu.on("actionView_full", lambda: self._choose_view("full"))
        menu.on("actionFollow", errands.follow_people)
        menu.on("actionKeep", errands.keep_part)
        menu.on("actionSplit", window.controls.compare.click)
        menu.actions["actionMirror"].toggled.connect(self._choose_mirror)
        menu.actions["actionTiming"].toggled.connect(self._time)
        for name in THEMES:
            menu.on(f"actionTheme_{name}", partial(self._choose_theme, name))
        menu.on("actionPause", window.strip.pause.click)
        menu.on("actionClear", window.strip.clear_all.click)
        menu.on("actionDifference", errands.difference)
        menu.on("actionHowTo", errands.how_to)
        menu.on("actionCheck", errands.check)
        menu.on("actionUpdates", window.dialogs.updates)
        menu.on("actionAbout", window.dialogs.about)
        if window.tray:
            window.tray.toggled.connect(window.controls.on.click)
            window.tray.video_toggled.connect(window.controls.pause.click)
            window.tray.shown.connect(window.come_back)
            window.tray.quitted.connect(window.close)
