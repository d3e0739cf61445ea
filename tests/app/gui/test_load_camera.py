"""The window loads the virtual camera's kernel module. Only the kernel, polkit's pkexec and modprobe are stand-ins.

What pkexec prints, and its exit status, are those that pkexec 122 was seen to give in each of these cases.
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import platform
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import pyvirtualcam
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from app.doctor import Check, examine
from app.gui.choices.remembered import Remembered
from app.gui.controller import Controller
from app.gui.desktop import administrator, camera_loader, camera_module
from app.gui.desktop.administrator import Ran
from app.gui.desktop.camera_loader import CameraLoader
from app.gui.dialogs.check_dialog import CheckDialog
from app.gui.main import _welcome, make_controller
from app.output.sinks import NoSink, SteadySink
from app.output.v4l2loopback import loopbacks
from app.settings import Settings
from tests.app.gui.windows import HANGS, PlayedCamera, close, until
from tests.app.loopback_tree import loopback_tree
from tests.app.qt_wait import wait

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="v4l2loopback and polkit are for Linux")

# Ways in which pkexec may end. The first one is what pkexec does when the right password was given.
GRANTS = 'shift; exec "$@"'
DISMISSED = "echo 'Error executing command as another user: Request dismissed' >&2; exit 126"
REFUSED = "echo 'Error executing command as another user: Not authorized' >&2; echo >&2; exit 127"
NO_AGENT = "echo 'Error executing command as another user: No authentication agent found.' >&2; exit 127"
WAITS = "exec sleep 600"
# What modprobe says when it does not load the module.
NOT_FOUND = "modprobe: FATAL: Module v4l2loopback not found in directory /lib/modules/6.1.0"
UNSIGNED = "modprobe: ERROR: could not insert 'v4l2loopback': Key was rejected by service"
USED = "modprobe: FATAL: Module v4l2loopback is in use."
LOADED = "v4l2loopback exclusive_caps=1 card_label=HIME"


class Computer:
    """A computer whose kernel has the module built. `root` stands for /, `asked` is what pkexec was called with."""

    def __init__(self, folder: Path):
        self.root, self._folder = folder / "root", folder
        modules = self.root / f"lib/modules/{platform.release()}/modules.dep"
        modules.parent.mkdir(parents=True)
        modules.write_text("updates/dkms/v4l2loopback.ko.zst:\n")
        (self.root / "etc").mkdir()
        (folder / "bin").mkdir()
        (folder / "sbin").mkdir()
        self.modprobe("")
        self.pkexec(GRANTS)

    def pkexec(self, ends: str) -> None:
        """From now on, pkexec notes what it is called with, and ends like this."""
        note = f'echo "$*" >> {self._folder}/asked; echo ${{SHELL-none}} > {self._folder}/shell; echo $$ > pid'
        self._script("bin/pkexec", f"cd {self._folder}; {note}\n{ends}")

    def modprobe(self, fault: str) -> None:
        """From now on, modprobe makes a device, or says this fault."""
        made = self._folder / "made"
        if not made.exists():
            loopback_tree(made, {7: "HIME"})
        fails = f'echo "{fault}" >&2; exit 1' if fault else f"[ $1 = -r ] || cp -r {made}/. {self.root}"
        self._script("sbin/modprobe", f"echo $* >> {self._folder}/loads\n{fails}")

    def _script(self, name: str, lines: str) -> None:
        path = self._folder / name
        path.write_text(f"#!/bin/sh\n{lines}\n")
        path.chmod(0o755)

    def _read(self, name: str) -> list[str]:
        path = self._folder / name
        return path.read_text().splitlines() if path.exists() else []

    @property
    def asked(self) -> list[str]:
        return self._read("asked")

    @property
    def loads(self) -> list[str]:
        """The arguments of each call of modprobe."""
        return self._read("loads")

    @property
    def shell(self) -> str:
        return self._read("shell")[0]

    def use(self, count: int) -> None:
        """So many programs have the device open."""
        (self.root / "sys/module/v4l2loopback/refcnt").write_text(f"{count}\n")

    @property
    def waits(self) -> bool:
        """Whether the last pkexec still runs."""
        pid = self._read("pid")
        return bool(pid) and Path(f"/proc/{pid[0]}").exists()


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    made = Computer(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
    monkeypatch.setattr(camera_module, "FOLDERS", f"{tmp_path}/sbin")
    monkeypatch.setattr(camera_module, "LET_GO_WITHIN", HANGS)  # a busy computer takes longer
    monkeypatch.setattr(camera_loader, "load", partial(camera_module.load, root=made.root))
    monkeypatch.setattr("app.gui.dialogs.check_dialog.examine", partial(_examine, made.root))
    monkeypatch.setattr("app.gui.calls.devices.loopbacks", lambda: loopbacks(made.root))
    monkeypatch.setattr("app.output.sinks.virtual.loopbacks", lambda: loopbacks(made.root))
    return made


def _examine(root: Path, settings: Settings) -> list[Check]:
    """Return what HIME finds on that computer, as if it had a camera and all else were well."""
    parts = ("virtual camera", "exclusive_caps", "virtual camera choice")
    return [check for check in examine(settings, root) if check.name in parts]


@pytest.fixture(autouse=True)
def application(tmp_path: Path) -> QApplication:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "remembered"))
    made = QApplication.instance() or QApplication(["hime"])
    assert isinstance(made, QApplication)
    made.setQuitOnLastWindowClosed(False)
    return made


def yes() -> bool:
    return True


@pytest.mark.parametrize(
    ("pkexec", "modprobe", "told"),
    [
        (GRANTS, "", ""),
        (DISMISSED, "", "No password was given, so nothing was changed."),
        (REFUSED, "", "The system did not allow it. The password was wrong, or your account may not do this."),
        (NO_AGENT, "", "Nothing on this desktop can ask for the password."),
        (GRANTS, UNSIGNED, "Secure Boot refuses the virtual camera until its key is enrolled."),
        (GRANTS, USED, "Another program uses the virtual camera now. Close that program, and try again."),
        (
            GRANTS,
            NOT_FOUND,
            "The system could not do it: Module v4l2loopback not found in directory /lib/modules/6.1.0",
        ),
    ],
)
def test_each_end_has_one_sentence(computer: Computer, pkexec: str, modprobe: str, told: str) -> None:
    computer.pkexec(pkexec)
    computer.modprobe(modprobe)
    assert camera_module.load("load", yes, computer.root) == told
    assert [device.label for device in loopbacks(computer.root)] == ([] if told else ["HIME"])


def test_the_command_is_exact_and_asks_once(
    computer: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/opt/fish")  # pkexec refuses a shell that the system does not list
    assert camera_module.load("load", yes, computer.root) == ""
    assert computer.asked == [f"--disable-internal-agent {tmp_path}/sbin/modprobe {LOADED}"]
    assert computer.loads == [LOADED] and computer.shell == "none"
    assert camera_module.load("reload", yes, computer.root) == ""
    assert len(computer.asked) == 2 and computer.loads[1:] == ["-r v4l2loopback", LOADED]


def test_a_module_that_is_used_is_not_unloaded_and_no_password_is_asked_for(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_module, "LET_GO_WITHIN", 0.2)
    loopback_tree(computer.root, {7: "Other"}, exclusive="N")
    computer.use(1)
    assert camera_module.load("reload", yes, computer.root).startswith("Another program uses the virtual camera")
    assert not computer.asked


def test_without_pkexec_or_modprobe_it_says_so(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert camera_module.load("load", yes, computer.root) == "Nothing on this desktop can ask for the password."
    monkeypatch.setattr(camera_module, "FOLDERS", "/nowhere")
    assert "modprobe" in camera_module.load("load", yes, computer.root)


def test_a_question_that_nobody_waits_for_is_taken_back(computer: Computer) -> None:
    computer.pkexec(WAITS)
    wanted = threading.Event()
    wanted.set()
    ends: list[Ran] = []
    thread = threading.Thread(target=lambda: ends.append(administrator.run(["/bin/true"], wanted.is_set)))
    thread.start()
    until(lambda: computer.waits)
    wanted.clear()
    thread.join(HANGS)
    assert ends == [Ran("dismissed")] and not computer.waits


@pytest.fixture
def dialog(computer: Computer) -> Iterator[Callable[..., CheckDialog]]:
    """Makes the dialog that checks the computer, and waits until it tells what it found."""
    made: list[CheckDialog] = []

    def show(first: bool = True) -> CheckDialog:
        dialog = CheckDialog(Settings(), CameraLoader(), first=first)
        made.append(dialog)
        dialog.show()
        dialog.activateWindow()
        checked(dialog)
        return dialog

    yield show
    for shown in made:
        shown.close()
        shown.deleteLater()
    wait(1)


def checked(dialog: CheckDialog) -> None:
    until(lambda: not head(dialog).startswith("Looking"))
    wait(20)


def head(dialog: CheckDialog) -> str:
    label = dialog.findChild(QLabel, "checkHead")
    assert label is not None
    return label.text()


def load_buttons(dialog: CheckDialog) -> list[QPushButton]:
    """The buttons that are to be seen and load the virtual camera."""
    return [button for button in dialog.findChildren(QPushButton, "load") if button.isVisible()]


def seen(dialog: CheckDialog) -> str:
    """All that the dialog says."""
    labels = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels + [line.toPlainText() for line in dialog.findChildren(QPlainTextEdit) if line.isVisible()])


def test_the_first_page_offers_it_and_checks_again_by_itself(
    computer: Computer, dialog: Callable[..., CheckDialog]
) -> None:
    shown = dialog()
    assert head(shown) == "HIME works, but one thing is missing for meetings."
    [button] = load_buttons(shown)
    assert button.text() == "Switch on the virtual camera" and "password" in button.accessibleDescription()
    assert "modprobe" not in seen(shown) and not computer.asked  # no password without a click
    QTest.keyClick(button, Qt.Key.Key_Space)
    until(lambda: head(shown) == "All is well.")
    assert not load_buttons(shown) and len(computer.asked) == 1


@pytest.mark.parametrize("first", [True, False], ids=["first start", "check"])
def test_a_failure_is_told_and_the_line_to_paste_stays(
    computer: Computer, dialog: Callable[..., CheckDialog], first: bool
) -> None:
    computer.pkexec(DISMISSED)
    shown = dialog(first)
    [button] = load_buttons(shown)
    assert "sudo" not in seen(shown)
    button.click()
    until(lambda: "No password was given, so nothing was changed." in seen(shown))
    assert f"sudo modprobe {LOADED}" in seen(shown)
    assert button.isEnabled() and button.text() == "Switch on the virtual camera"
    assert shown.focusWidget() is button and "No password" in button.accessibleDescription()
    assert head(shown) == "HIME works, but one thing is missing for meetings."
    computer.pkexec(GRANTS)
    button.click()
    until(lambda: head(shown) == "All is well.")


def test_the_tab_key_reaches_the_button(dialog: Callable[..., CheckDialog]) -> None:
    shown = dialog()
    [button] = load_buttons(shown)
    for _ in range(10):
        QTest.keyClick(shown.focusWidget() or shown, Qt.Key.Key_Tab)
        if shown.focusWidget() is button:
            return
    raise AssertionError("the button cannot be reached")


def test_a_wrongly_loaded_module_is_loaded_again(computer: Computer, dialog: Callable[..., CheckDialog]) -> None:
    loopback_tree(computer.root, {7: "HIME"}, exclusive="N")
    computer.use(0)
    shown = dialog()
    [button] = load_buttons(shown)
    assert button.text() == "Restart the virtual camera"
    button.click()
    until(lambda: head(shown) == "All is well.")
    assert computer.loads == ["-r v4l2loopback", LOADED]


def test_without_the_module_there_is_only_the_line_to_paste(
    computer: Computer, dialog: Callable[..., CheckDialog]
) -> None:
    (computer.root / f"lib/modules/{platform.release()}/modules.dep").write_text("")
    shown = dialog()
    assert not load_buttons(shown) and "Show how" in {b.text() for b in shown.findChildren(QPushButton)}


def test_a_question_that_stays_open_holds_nothing_up(computer: Computer, dialog: Callable[..., CheckDialog]) -> None:
    computer.pkexec(WAITS)
    shown = dialog(first=False)
    loader = shown._loader
    load_buttons(shown)[0].click()
    until(lambda: computer.waits)
    [button] = load_buttons(shown)
    assert button.text() == "Waiting for the password…" and not button.isEnabled()
    again = shown.findChild(QPushButton, "checkAgain")
    assert again is not None
    again.click()
    checked(shown)
    [button] = load_buttons(shown)
    assert not button.isEnabled()  # the new card knows that the question is open
    before = time.monotonic()
    shown.close()
    assert time.monotonic() - before < 1 and computer.waits and loader.working
    os.kill(int(computer._read("pid")[0]), 15)
    until(lambda: not loader.working)


class Device(PlayedCamera):
    """It can be opened while the computer has one."""

    def __init__(self, computer: Computer) -> None:
        super().__init__()
        self._computer = computer
        self.works = True

    def __call__(self, **asked: object) -> "Device":
        if not self.works or not loopbacks(self._computer.root):
            raise RuntimeError("no virtual camera")
        self._computer.use(1)
        return self

    def close(self) -> None:
        self._computer.use(0)


@pytest.fixture
def device(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> Device:
    made = Device(computer)
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {"test": made})
    return made


@pytest.fixture
def make(device: Device) -> Iterator[Callable[[], Controller]]:
    """Makes windows whose sample call goes to the virtual camera. They are closed afterwards."""
    made: list[Controller] = []

    def make() -> Controller:
        made.append(make_controller(Settings(), None, "sample", "virtual", Remembered(theme="light")))
        made[-1].window.show()
        return made[-1]

    yield make
    close(made)


def check_dialog(controller: Controller) -> CheckDialog:
    found = controller.window.findChild(CheckDialog)
    assert found is not None
    checked(found)
    return found


def sink(controller: Controller) -> object:
    return controller.call.session.sink if controller.call.session else None


def test_a_call_without_a_virtual_camera_takes_it(
    computer: Computer, device: Device, make: Callable[[], Controller]
) -> None:
    controller = make()
    controller.begin()
    until(lambda: controller._display.no_output)
    assert isinstance(sink(controller), NoSink)
    controller._errands.check()
    shown = check_dialog(controller)
    load_buttons(shown)[0].click()
    shown.close()  # the call takes the virtual camera even if the dialog is gone
    until(lambda: device.frames)
    assert isinstance(sink(controller), SteadySink) and not controller._display.no_output


def test_a_call_that_only_few_programs_see_takes_it_too(
    computer: Computer, device: Device, make: Callable[[], Controller]
) -> None:
    """So it is with a camera in PipeWire, which is played here by a call without an output."""
    controller = make()
    controller.begin()
    until(lambda: controller._display.no_output)
    run = controller.call._run
    assert run is not None
    run.no_output, run.few_see = "", "Firefox can list it"
    controller._errands.check()
    load_buttons(check_dialog(controller))[0].click()
    until(lambda: device.frames)


def test_the_first_call_begins_with_the_camera_that_the_welcome_switched_on(
    computer: Computer, device: Device, make: Callable[[], Controller]
) -> None:
    controller = make()
    _welcome(controller, Settings())
    shown = check_dialog(controller)
    load_buttons(shown)[0].click()
    until(lambda: head(shown) == "All is well.")
    assert not controller.call.alive
    start = shown.findChild(QPushButton, "checkClose")
    assert start is not None
    start.click()
    until(lambda: device.frames)


@pytest.mark.parametrize("pkexec", [GRANTS, DISMISSED], ids=["granted", "dismissed"])
def test_the_call_lets_go_of_a_wrongly_loaded_module_and_goes_on(
    computer: Computer, device: Device, make: Callable[[], Controller], pkexec: str
) -> None:
    loopback_tree(computer.root, {7: "HIME"}, exclusive="N")
    computer.pkexec(pkexec)
    controller = make()
    controller.begin()
    until(lambda: device.frames)
    before = controller.call.session
    controller._errands.check()
    shown = check_dialog(controller)
    load_buttons(shown)[0].click()
    until(lambda: computer.asked and not controller.window.dialogs.loader.working)
    until(lambda: controller.call.session not in (None, before) and isinstance(sink(controller), SteadySink))
    assert computer.loads == (["-r v4l2loopback", LOADED] if pkexec == GRANTS else [])


def test_a_new_device_that_cannot_be_opened_is_tried_once(
    computer: Computer, device: Device, make: Callable[[], Controller]
) -> None:
    device.works = False
    controller = make()
    opened: list[bool] = []
    controller.call.opening.connect(lambda: opened.append(True))
    controller.begin()
    until(lambda: controller._display.no_output and controller._outputs._usable is not None)
    loopback_tree(computer.root, {7: "HIME"})  # as when a person pastes the line
    listed: list[bool] = []
    controller._devices.listed.connect(lambda *_: listed.append(True))
    for count in (1, 2, 3):
        until(lambda: controller._display.no_output)
        controller._devices.ask()
        until(lambda count=count: len(listed) >= count)
        wait(300)
    assert len(opened) == 2
