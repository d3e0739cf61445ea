"""The window's menu. Each entry is an action with a name."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from app.gui.parts.theme import THEMES
from app.gui.parts.tips import tip
from app.gui.words.language import tr


class Menu:
    """Makes the menu bar. `actions` holds every entry by its name, which is also the QAction's object name."""

    def __init__(self, window: QMainWindow):
        self._window = window
        self.actions: dict[str, QAction] = {}
        call = self._menu(tr("&Call"))
        self._add(call, "actionOn", tr("&Sharpen faces"), "Ctrl+E", tr("Off: the picture goes out as it is"), True)
        self._add(
            call, "actionVideo", tr("Pause my &video"), "Ctrl+Alt+V", tr("Others see something else than you"), True
        )
        call.addSeparator()
        self._add(call, "actionOpen", tr("&Open recording…"), "Ctrl+O", tr("Play a recorded call here, sharpened"))
        self._add(call, "actionExport", tr("&Export…"), "Ctrl+Shift+S", tr("Save the recording that plays, sharpened"))
        self._add(
            call, "actionBack", tr("&Back to the camera"), "Ctrl+L", tr("Stop the recording and go on with the camera")
        )
        call.addSeparator()
        self._add(call, "actionSnapshot", tr("Save a &picture…"), "Ctrl+S", tr("Save the picture that others see now"))
        self._add(call, "actionCamera", tr("&Light and focus…"), "", tr("The camera's own light, exposure and focus"))
        self._add(call, "actionSettings", tr("Se&ttings…"), "Ctrl+,", tr("Everything that you need rarely"))
        call.addSeparator()
        self._add(call, "actionQuit", tr("&Quit"), "Ctrl+Q", tr("End the call and close HIME"))
        view = self._menu(tr("&View"))
        self._add_group(view, [
            ("actionView_zoom", tr("&Zoom in on people"), "Ctrl+1",
             tr("Others see a part of the picture, around people")),
            ("actionView_full", tr("&Whole picture"), "Ctrl+2", tr("Others see all that the camera sees")),
        ])  # fmt: skip
        view.addSeparator()
        self._add_group(view, [
            ("actionFollow", tr("&Follow people"), "Ctrl+3", tr("The part that is shown moves with people")),
            ("actionKeep", tr("&Keep this part"), "Ctrl+4", tr("The part that is shown stays where it is now")),
        ])  # fmt: skip
        view.addSeparator()
        self._add(
            view, "actionMirror", tr("&Mirror my preview"), "Ctrl+M",
            tr("Only you see it mirrored. Others see the picture as it is"), True,
        )  # fmt: skip
        self._add(
            view, "actionSplit", tr("&Compare before and after"), "Ctrl+B", tr("The camera's picture beside it"), True
        )
        self._add(view, "actionTiming", tr("&Performance"), "Ctrl+I", tr("Show here how long everything takes"), True)
        view.addSeparator()
        names = {"auto": tr("Same as &system"), "light": tr("&Light"), "dark": tr("&Dark")}
        themes = view.addMenu(tr("T&heme"))
        self._add_group(themes, [(f"actionTheme_{t}", names[t], "", names[t].replace("&", "")) for t in THEMES])
        pictures = self._menu(tr("&Pictures of you"))
        self._add(pictures, "actionPause", tr("&Pause learning"), "Ctrl+P", tr("Take no new pictures of anybody"), True)
        self._add(pictures, "actionClear", tr("&Forget all…"), "Ctrl+Shift+X", tr("Forget all of these pictures"))
        pictures.addSeparator()
        self._add(
            pictures, "actionDifference", tr("&See the difference…"), "Ctrl+D",
            tr("See a far face with and without these pictures"),
        )  # fmt: skip
        help_menu = self._menu(tr("&Help"))
        self._add(
            help_menu, "actionHowTo", tr("&How to choose the camera…"), "F1", tr("In Zoom, Meet, Teams and a browser")
        )
        self._add(help_menu, "actionCheck", tr("&Check this computer…"), "F2", tr("What is missing, and how to get it"))
        self._add(
            help_menu,
            "actionUpdates",
            tr("How to &update…"),
            "",
            tr("Which version this is, and how to get a newer one"),
        )
        help_menu.addSeparator()
        self._add(help_menu, "actionAbout", tr("&About HIME"), "", tr("Version and licences"))

    def on(self, name: str, slot: Callable[[], object]) -> None:
        """Call slot when a person uses the action."""
        self.actions[name].triggered.connect(slot)

    def check(self, name: str, on: bool = True) -> None:
        """Show an action as on or off. The action itself is not triggered."""
        self.actions[name].setChecked(on)

    def name_pause(self, recording: bool) -> None:
        """Say what *Pause* pauses. recording: whether it is a recording, and not the video of the camera."""
        text = tr("Pause the &recording") if recording else tr("Pause my &video")
        what = tr("The recording stands still") if recording else tr("Others see something else than you")
        self.actions["actionVideo"].setText(text)
        self.actions["actionVideo"].setToolTip(tip(what, "Ctrl+Alt+V"))

    def _menu(self, title: str) -> QMenu:
        menu = self._window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)
        return menu

    def _add(self, menu: QMenu, name: str, text: str, shortcut: str, what: str, checkable: bool = False) -> QAction:
        action = QAction(text, self._window)
        action.setObjectName(name)
        action.setCheckable(checkable)
        if shortcut:
            action.setShortcut(shortcut)
        action.setToolTip(tip(what, shortcut))
        menu.addAction(action)
        self.actions[name] = action
        return action

    def _add_group(self, menu: QMenu, entries: list[tuple[str, str, str, str]]) -> None:
        """Add entries of which exactly one is on."""
        group = QActionGroup(self._window)
        for name, text, shortcut, what in entries:
            group.addAction(self._add(menu, name, text, shortcut, what, True))
