"""The window's menu. Each entry is an action with a name."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from app.gui.theme import THEMES
from app.gui.tips import tip


class Menu:
    """Makes the menu bar. `actions` holds every entry by its name, which is also the QAction's object name."""

    def __init__(self, window: QMainWindow):
        self._window = window
        self.actions: dict[str, QAction] = {}
        call = self._menu("&Call")
        self._add(call, "actionOn", "&Sharpen faces", "Ctrl+E", "Off: the picture goes out as it is", True)
        call.addSeparator()
        self._add(call, "actionOpen", "&Open recording …", "Ctrl+O", "Play a recorded call here, sharpened")
        self._add(call, "actionExport", "&Export …", "Ctrl+Shift+S", "Save the recording that plays, sharpened")
        self._add(call, "actionBack", "&Back to the camera", "Ctrl+L", "Stop the recording and go on with the camera")
        call.addSeparator()
        self._add(call, "actionQuit", "&Quit", "Ctrl+Q", "End the call and close HIME")
        view = self._menu("&View")
        self._add_group(view, [
            ("actionView_zoom", "&Zoom in on people", "Ctrl+1", "Others see a part of the picture, around people"),
            ("actionView_full", "&Whole picture", "Ctrl+2", "Others see all that the camera sees"),
        ])  # fmt: skip
        view.addSeparator()
        self._add_group(view, [
            ("actionFollow", "&Follow people", "Ctrl+3", "The part that is shown moves with people"),
            ("actionKeep", "&Keep this part", "Ctrl+4", "The part that is shown stays where it is now"),
        ])  # fmt: skip
        view.addSeparator()
        self._add(view, "actionSplit", "&Compare before and after", "Ctrl+B", "The camera's picture beside it", True)
        self._add(view, "actionTiming", "&Timing", "Ctrl+I", "Show here how long everything takes", True)
        view.addSeparator()
        names = {"auto": "As the &system", "light": "&Light", "dark": "&Dark"}
        themes = view.addMenu("Colou&rs")
        self._add_group(themes, [(f"actionTheme_{t}", names[t], "", f"Colours: {t}") for t in THEMES])
        exemplars = self._menu("E&xemplars")
        self._add(exemplars, "actionPause", "&Pause learning", "Ctrl+P", "Take no new pictures of anybody", True)
        self._add(exemplars, "actionClear", "&Forget all", "Ctrl+Shift+X", "Forget all pictures at once")
        exemplars.addSeparator()
        self._add(exemplars, "actionDifference", "&What they change …", "Ctrl+D", "See your face with and without them")
        help_menu = self._menu("&Help")
        self._add(help_menu, "actionHowTo", "&How to choose the camera …", "F1", "In Zoom, Meet, Teams and a browser")
        self._add(help_menu, "actionCheck", "&Check this computer …", "F2", "What is missing, and how to mend it")
        help_menu.addSeparator()
        self._add(help_menu, "actionAbout", "&About HIME", "", "Version and licences")

    def on(self, name: str, slot: Callable[[], object]) -> None:
        """Call slot when a person uses the action."""
        self.actions[name].triggered.connect(slot)

    def check(self, name: str, on: bool = True) -> None:
        """Show an action as on or off. The action itself is not triggered."""
        self.actions[name].setChecked(on)

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
