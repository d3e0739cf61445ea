"""HIME starts with the system. The files of Linux and macOS are real, in a temporary home. The registry is played."""

import plistlib
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType

import pytest

from app.gui import desktop
from app.gui.desktop import autostart
from hime_core.errors import UsageError

# Names of programs with everything that a desktop entry, a shell or Windows takes for more than a letter.
NASTY = ["/opt/my apps/py$(id)`id`", 'a"quote', "back\\slash", "100%", "%U", "c'est", "tab\tnewline\nend", "", "ü"]


@pytest.fixture(params=["linux", "darwin"])
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home of each system whose way is a file."""
    monkeypatch.setattr(sys, "platform", request.param)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path


@pytest.fixture
def linux_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return tmp_path


def files(folder: Path) -> list[str]:
    return [str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()]


def entry(file: Path) -> dict[str, str]:
    parser = ConfigParser(interpolation=None, strict=True, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(file, encoding="utf-8")
    return dict(parser["Desktop Entry"])


def test_on_and_off(home: Path) -> None:
    assert not autostart.enabled()
    autostart.disable()
    autostart.enable(["/usr/bin/hime"])
    autostart.enable(["/opt/hime"])
    assert autostart.enabled()
    where = {"linux": ".config/autostart/hime.desktop", "darwin": "Library/LaunchAgents/hime.plist"}
    assert files(home) == [where[sys.platform]]
    assert "/opt/hime" in (home / where[sys.platform]).read_text()
    autostart.disable()
    assert not autostart.enabled() and files(home) == []


def test_a_place_that_cannot_be_written_is_told_in_a_line(home: Path) -> None:
    (home / {"linux": ".config", "darwin": "Library"}[sys.platform]).write_text("a file in its place")
    with pytest.raises(UsageError, match="cannot be made") as error:
        autostart.enable(["hime"])
    assert "\n" not in str(error.value) and not autostart.enabled()


def test_a_full_disk_leaves_what_was(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    autostart.enable(["before"])
    before = {name: (home / name).read_bytes() for name in files(home)}

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "the disk is full on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UsageError, match="the disk is full"):
        autostart.enable(["after"])
    assert {name: (home / name).read_bytes() for name in files(home)} == before


@pytest.mark.skipif(shutil.which("sh") is None, reason="a shell reads the line back")
def test_the_desktop_entry_keeps_every_argument(linux_home: Path) -> None:
    autostart.enable(NASTY)
    text = entry(linux_home / ".config/autostart/hime.desktop")["Exec"]
    # By the specification, first the escapes of a string are undone, and then the quotes of an argument, which are
    # those of a shell; %% is a per cent sign.
    for escape, letter in ((r"\\", "\0"), (r"\n", "\n"), (r"\t", "\t"), ("\0", "\\")):
        text = text.replace(escape, letter)
    shown = subprocess.run(["sh", "-c", f"printf '%s\\0' {text}"], capture_output=True, text=True, check=True).stdout
    assert [argument.replace("%%", "%") for argument in shown.split("\0")[:-1]] == NASTY


def test_the_desktop_s_own_switch_counts(linux_home: Path) -> None:
    file = linux_home / ".config/autostart/hime.desktop"
    for on, off in (("Hidden=false", "Hidden=true"), ("enabled=true", "enabled=false")):
        autostart.enable(["hime"])
        assert autostart.enabled()
        file.write_text(file.read_text().replace(on, off))
        assert not autostart.enabled()


def test_the_configuration_may_lie_elsewhere(linux_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(linux_home / "else where"))
    autostart.enable(["hime"])
    assert files(linux_home) == ["else where/autostart/hime.desktop"]
    monkeypatch.setenv("XDG_CONFIG_HOME", "not/absolute")
    assert not autostart.enabled()


def test_macos_runs_exactly_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    autostart.enable(NASTY)
    agent = plistlib.loads((tmp_path / "Library/LaunchAgents/hime.plist").read_bytes())
    assert agent["ProgramArguments"] == NASTY and agent["RunAtLoad"] is True


class Key:
    """The registry's one key. As in winreg, leaving a `with` closes it."""

    def __init__(self, values: dict[str, str], refuses: bool):
        if refuses:
            raise PermissionError(13, "Access is denied")
        self.values = values

    def __enter__(self) -> "Key":
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Plays winreg. `values` are those of the key; `refuses` makes it deny access."""
    fake = ModuleType("winreg")
    values: dict[str, str] = {}

    def find(key: Key, name: str) -> tuple[str, int]:
        if name not in key.values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return key.values[name], 1

    def remove(key: Key, name: str) -> None:
        find(key, name)
        del key.values[name]

    fake.__dict__.update(
        values=values, refuses=False, HKEY_CURRENT_USER=1, KEY_SET_VALUE=2, REG_SZ=1,
        OpenKey=lambda root, path, *_: Key(values, fake.refuses),
        CreateKey=lambda root, path: Key(values, fake.refuses),
        SetValueEx=lambda key, name, zero, kind, value: key.values.update({name: value}),
        QueryValueEx=find, DeleteValue=remove,
    )  # fmt: skip
    monkeypatch.setitem(sys.modules, "winreg", fake)
    monkeypatch.setattr(sys, "platform", "win32")
    # The module is imported anew, with this registry.
    monkeypatch.delitem(sys.modules, "app.gui.desktop.autostart_registry", raising=False)
    monkeypatch.delattr(desktop, "autostart_registry", raising=False)
    return fake


def test_windows(registry: ModuleType) -> None:
    assert not autostart.enabled()
    autostart.disable()
    autostart.enable([r"C:\Program Files\py.exe", "-P", "run"])
    assert registry.values == {"HIME": r'"C:\Program Files\py.exe" -P run'}
    assert autostart.enabled()
    autostart.disable()
    assert registry.values == {} and not autostart.enabled()


def test_windows_that_refuses_is_told_in_a_line(registry: ModuleType) -> None:
    registry.refuses = True  # type: ignore[attr-defined]
    assert not autostart.enabled()
    for deed in (autostart.disable, lambda: autostart.enable(["hime"])):
        with pytest.raises(UsageError, match="Access is denied"):
            deed()


def test_the_command_is_this_python_s(tmp_path: Path) -> None:
    python, *options = autostart.command()
    assert (python, options[-2:]) == (sys.executable, ["run", "--minimised"])
    # It starts HIME even from a folder that holds another "app".
    (tmp_path / "app").mkdir()
    (tmp_path / "app/__main__.py").write_text("print('the wrong one')")
    told = subprocess.run([python, *options[:-2], "--help"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "usage: hime" in told.stdout
