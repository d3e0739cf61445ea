"""The dialog for everything that is chosen rarely. Each choice takes effect at once."""

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.gui.choices.preferences import KEYS, RATES, SIZES, Preferences
from app.gui.desktop import autostart
from app.gui.desktop.global_key import KEYS_TO_PAUSE
from app.gui.parts.choice import Choice
from app.gui.parts.small_switch import SmallSwitch
from app.gui.parts.widgets import button, heading, plain, quiet, scrolled
from app.gui.words.language import LANGUAGES, tr
from app.models import terms
from app.settings import Settings
from app.settings.schema import AUTO
from hime_core.assets import models_folder, read_registry
from hime_core.errors import UsageError

# A face is kept as a picture from one of these sides on, in pixels.
LEAST_SIDES = (96, 128, 160, 192, 256)
# Faces are sharpened up to one of these sides, in pixels.
FAR_SIDES = (64, 80, 96, 116, 128)
# The dialog for a picture of one's own offers files whose names are like these.
PICTURES = "*.png *.jpg *.jpeg *.webp *.bmp"

# The dialog is at least this many logical pixels wide.
LEAST_WIDTH = 560
# Beside the page, margins and a scroll bar take this many logical pixels.
AROUND = 72


class SettingsDialog(QDialog):
    """Shows preferences. `changed` carries the new ones after each choice."""

    changed = Signal(object)

    def __init__(self, chosen: Preferences, settings: Settings, written: Set[str], parent: QWidget | None = None):
        """settings: what is in force. written: the keys that the settings file sets, which cannot be chosen here."""
        super().__init__(parent)
        self._chosen, self._settings, self._written = chosen, settings, written
        self._language = chosen.language  # what the window is in, unless another one was chosen since the start
        self.setWindowTitle(tr("Settings"))
        self.setAccessibleName(self.windowTitle())
        self._told = plain("")
        self._told.setObjectName("settingsTold")
        self._told.hide()
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(4, 0, 12, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, rows in (
            (tr("HIME"), self._of_hime()),
            (tr("While your video is paused"), self._of_pausing()),
            (tr("The picture that is sent"), self._of_the_picture()),
            (tr("Advanced"), self._advanced()),
        ):
            form.addRow(heading(title, 1.0))
            for text, widget in rows:
                _add(form, text, widget)
        self.resize(max(LEAST_WIDTH, page.minimumSizeHint().width() + AROUND), 600)
        area = scrolled(tr("Settings"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        close = button(tr("&Close"), "settingsClose", tr("Close this page"), self.accept, "Esc")
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(area, 1)
        layout.addWidget(self._told)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def tell(self, text: str) -> None:
        """Show why a choice did not work. An empty text shows nothing."""
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def refuse_key(self, why: str) -> None:
        """Show the key as switched off, and beside it why other programs keep it."""
        self._chosen = replace(self._chosen, global_key=False)
        _show_switched(self._key, False)
        self._key_told.setText(why)
        self._key_told.show()

    def _of_hime(self) -> list[tuple[str, QWidget]]:
        names = [(name or tr("Same as system"), key) for key, name in LANGUAGES.items()]
        language = self._list("language", tr("Language"), names, self._chosen.language)
        restart = tr("HIME uses the new language when you start it again.")
        language.chosen.connect(lambda chosen: self.tell(restart if chosen != self._language else ""))
        words = tr("Start HIME with the computer, out of sight")
        self._begin = _switch("autostart", words, autostart.enabled(), self._begin_with_system)
        note = quiet(tr("The texts in other languages than English were translated by a machine."))
        return [(tr("Language"), language), ("", note), ("", _beside(self._begin, words))]

    def _of_pausing(self) -> list[tuple[str, QWidget]]:
        covers = [
            (tr("A blurred picture"), "blurred"),
            (tr("A still picture"), "still"),
            (tr("A picture of my own…"), "own"),
        ]
        self._cover = self._list("cover", tr("Others see"), covers, self._chosen.cover)
        self._cover.chosen.disconnect()
        self._cover.chosen.connect(self._choose_cover)
        self._own = quiet(Path(self._chosen.own_picture).name)
        self._own.setObjectName("ownPicture")
        self._own.setVisible(bool(self._own.text()))
        words = tr("{keys} also works while another program is in front").format(keys=KEYS_TO_PAUSE)
        self._key = _switch("globalKey", words, self._chosen.global_key, self._choose_key)
        self._key_told = quiet("")
        self._key_told.setObjectName("globalKeyTold")
        self._key_told.hide()
        key = _beside(self._key, words)
        return [(tr("Others see"), self._cover), ("", self._own), ("", key), ("", self._key_told)]

    def _of_the_picture(self) -> list[tuple[str, QWidget]]:
        now = self._settings.output
        sizes = [(f"{w} × {h}", (w, h)) for w, h in dict.fromkeys([*SIZES, (now.width, now.height)])]
        size = self._list("size", tr("Size while zoomed in"), sizes, (now.width, now.height), ("width", "height"))
        size.chosen.disconnect()
        size.chosen.connect(lambda value: self._choose(width=value[0], height=value[1]))
        rates = [(tr("{rate} pictures a second").format(rate=r), r) for r in sorted({*RATES, now.fps})]
        rate = self._list("fps", tr("Rate"), rates, now.fps)
        note = quiet(tr("Another size or rate restarts the call. HIME then learns your face again."))
        return [(tr("Size while zoomed in"), size), (tr("Rate"), rate), ("", note)]

    def _advanced(self) -> list[tuple[str, QWidget]]:
        enhance, exemplars = self._settings.enhance, self._settings.exemplars
        models = [(tr("Automatic: the best one for this computer"), AUTO)]
        models += [(tr("{network}, for research alone").format(network=n) if terms(n) else n, n) for n in _networks()]
        model = self._list("model", tr("Way of sharpening"), models, enhance.model)
        smallest = [(tr("{side} pixels").format(side=s), s) for s in sorted({*LEAST_SIDES, exemplars.min_side})]
        least = self._list("min_side", tr("Smallest face that is learned"), smallest, exemplars.min_side)
        largest = [(tr("{side} pixels").format(side=s), s) for s in sorted({*FAR_SIDES, enhance.max_side})]
        most = self._list("max_side", tr("Largest face that is sharpened"), largest, enhance.max_side)
        return [
            (tr("Way of sharpening"), model),
            (tr("Smallest face that is learned"), least),
            (tr("Largest face that is sharpened"), most),
        ]

    def _list(
        self, name: str, said: str, items: Sequence[tuple[str, object]], value: object, names: tuple[str, ...] = ()
    ) -> Choice:
        """Make a list for a preference. names: the preferences that it stands for, if these are others than `name`."""
        made = Choice(name, said, said)
        made.offer(items, value)
        keys = {KEYS[each] for each in names or (name,) if each in KEYS}
        if keys & self._written:
            made.setEnabled(False)
            made.setToolTip(tr("The settings file sets this ({keys}).").format(keys=", ".join(sorted(keys))))
        made.chosen.connect(lambda chosen: self._choose(**{name: chosen}))
        return made

    def _choose(self, **values: Any) -> None:
        self.tell("")
        self._chosen = replace(self._chosen, **values)
        self.changed.emit(self._chosen)

    def _choose_key(self, on: bool) -> None:
        self._key_told.hide()
        self._choose(global_key=on)

    def _choose_cover(self, cover: str) -> None:
        if cover != "own":
            self._choose(cover=cover)
            return
        self._cover.choose(self._chosen.cover)  # until a picture is chosen
        dialog = QFileDialog(self, tr("Choose a picture"), filter=tr("Pictures") + f" ({PICTURES})")
        dialog.setObjectName("openOwnPicture")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.show_own)
        dialog.open()

    def show_own(self, path: str) -> None:
        """Choose the picture of this file for others to see."""
        self._cover.choose("own")
        self._own.setText(Path(path).name)
        self._own.show()
        self._choose(cover="own", own_picture=path)

    def _begin_with_system(self, on: bool) -> None:
        try:
            if on:
                autostart.enable(autostart.command())
            else:
                autostart.disable()
            self.tell("")
        except UsageError as error:
            self.tell(str(error))
            _show_switched(self._begin, autostart.enabled())


def _networks() -> list[str]:
    """Return the names of the networks that a call can use."""
    try:
        registry = read_registry(models_folder())
    except UsageError:  # the call says so
        return []
    return sorted(name for name in registry if name.startswith("hime_"))


def _switch(name: str, text: str, on: bool, toggled: Callable[[bool], object]) -> SmallSwitch:
    """Make a switch. toggled: called when a person switches it."""
    made = SmallSwitch(name, text)
    made.setChecked(on)
    made.toggled.connect(toggled)
    return made


def _show_switched(switch: SmallSwitch, on: bool) -> None:
    """Show a switch as on or off, as if nobody had switched it."""
    switch.blockSignals(True)
    switch.setChecked(on)
    switch.blockSignals(False)


def _beside(switch: SmallSwitch, text: str) -> QWidget:
    """Put a text beside a switch."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(switch)
    line.addWidget(plain(text), 1)
    return row


def _add(form: QFormLayout, text: str, widget: QWidget) -> None:
    """Add a row. Without a text, the widget is as wide as the form."""
    if not text:
        form.addRow(widget)
        return
    name = QLabel(text)
    name.setBuddy(widget)
    form.addRow(name, widget)
