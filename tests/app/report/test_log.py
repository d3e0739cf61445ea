"""What goes to the terminal, what to the log file, and what must stay out of the file."""

import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from app.cli import main
from app.doctor import Check
from app.report import log as log_module
from app.report.attachment import attachment
from app.report.log import log_files, logging_to
from app.settings import Settings
from hime_core.errors import UsageError
from tests.conftest import wall, write_video

log = logging.getLogger("app.somewhere")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "hime.log"


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own for the log of commands, and no settings file in the working folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "state"


def raised(error: Exception) -> Exception:
    """The exception with a traceback."""
    try:
        raise error
    except Exception as caught:
        return caught


def test_a_warning_is_one_line_in_the_terminal(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to(file):
        log.info("only of use in the file")
        log.warning("%s is dark", "the room")
        log.exception("it failed", exc_info=raised(ValueError("because")))
    assert capsys.readouterr().err == "hime: the room is dark\nhime: it failed\n"
    kept = file.read_text()
    assert "INFO app.somewhere: only of use in the file" in kept and "WARNING app.somewhere: the room is dark" in kept
    assert "raise error\nValueError: because\n" in kept


def test_verbose_tells_everything(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to(file, verbose=True):
        log.debug("a detail")
        log.exception("it failed", exc_info=raised(ValueError("because")))
    told = capsys.readouterr().err
    assert "hime: a detail\n" in told and "hime: it failed\n" in told and "ValueError: because" in told


def test_other_libraries_are_left_alone_and_everything_is_as_before_afterwards(file: Path) -> None:
    ours, hooks = logging.getLogger("app"), (sys.excepthook, threading.excepthook)
    before = list(ours.handlers)
    with logging_to(file):
        assert ours.handlers != before
        logging.getLogger("somebody").error("of another library")
    assert ours.handlers == before and (sys.excepthook, threading.excepthook) == hooks
    assert "another library" not in file.read_text()


def test_names_of_files_stay_out_of_the_file(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    named = Path("/media/talk with Ben.mp4")
    opened = raised(FileNotFoundError(2, "No such file", str(named)))
    with logging_to(file, verbose=True):
        log.warning("%s: new settings", named)
        log.error("%s", raised(UsageError(f"{named}: no such file")))
        log.warning("cannot be opened: %s, %r", opened, opened)
        log.exception("reading failed", exc_info=opened)
        try:
            raise RuntimeError("it broke") from raised(UsageError(f"{named}: no such file"))
        except RuntimeError:
            log.exception("it broke")
        log.warning("%s is full", "/home/anna/.cache/hime")
    assert capsys.readouterr().err.count(str(named)) >= 4
    kept = file.read_text()
    assert "Ben" not in kept and "anna" not in kept
    assert f"<{type(named).__name__}>: new settings" in kept and "<UsageError at app/report/test_log.py:" in kept
    assert "FileNotFoundError(2, 'No such file')" in kept and "RuntimeError: it broke" in kept
    assert "~/.cache/hime is full" in kept


@pytest.mark.parametrize("name", ["/media/talk with Ben.mp4", "~/Ben.mp4", "C:\\calls\\Ben.mp4", "\\\\server\\Ben.mp4"])
def test_a_library_s_error_names_no_file_in_its_text(file: Path, name: str) -> None:
    with logging_to(file):
        log.exception("failed", exc_info=raised(ValueError(f"cannot open '{name}' and/or read it")))
        log.warning("failed with %r", raised(OSError(f"broken: {name}")))
        log.exception("failed", exc_info=raised(ValueError("height and/or width are 3/4 too large")))
    kept = file.read_text()
    assert "Ben" not in kept and "cannot open '<left out>" in kept
    assert "height and/or width are 3/4 too large" in kept


def test_what_may_be_of_a_picture_stays_out_of_the_file(file: Path) -> None:
    rng = np.random.default_rng(0)
    code, picture = rng.normal(size=128).astype(np.float32), rng.integers(0, 256, (8, 8, 3)).astype(np.uint8)
    things = [code, code.tolist(), list(code), picture, picture.tolist(), picture.tobytes(), bytearray(picture)]
    with logging_to(file):
        log.warning("five numbers are fine: %s", "1, 2, 3, 4, 5")
        for thing in things:
            log.warning("got %s", thing)
            log.warning(f"got {thing}")  # as a careless line might
            log.exception("failed", exc_info=raised(ValueError("wrong", thing)))
            log.warning("failed with %r", raised(KeyError(str(thing))))
    kept = file.read_text()
    assert "are fine: 1, 2, 3, 4, 5" in kept and kept.count("<left out>") == len(things)
    for number in (*code[:20], *code[-20:]):
        assert f"{number:.5f}"[:7] not in kept
    longest = max(len(line) for line in kept.splitlines())
    assert longest < 300


@pytest.mark.parametrize("name", ["photos/Anna Schmidt.jpg", "Anna Schmidt/call.MP4", "..\\Anna's calls\\a.y4m"])
def test_a_library_s_error_names_no_relative_path_of_a_picture_or_video(file: Path, name: str) -> None:
    with logging_to(file):
        log.exception("failed", exc_info=raised(ValueError(f"cannot open '{name}' and/or read it")))
        log.warning("failed with %r", raised(OSError(f"broken: {name}")))
        log.exception("failed", exc_info=raised(ValueError("app/run/graph.py: height and/or width are 3/4 too large")))
    kept = file.read_text()
    assert "Anna" not in kept and "cannot open '<left out>" in kept and "broken: <left out>" in kept
    assert "app/run/graph.py: height and/or width are 3/4 too large" in kept


def test_a_note_of_an_exception_names_no_file(file: Path) -> None:
    noted, usage = ValueError("it broke"), UsageError("no such person")
    noted.add_note("while reading\nthe file /media/Anna Schmidt.mp4")
    usage.add_note("Anna was asked for")
    with logging_to(file):
        log.exception("failed", exc_info=raised(noted))
        log.exception("failed", exc_info=raised(usage))
    kept = file.read_text()
    assert "Anna" not in kept and "while reading\nthe file <left out>" in kept


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_are_none_do_not_break_a_row(file: Path, odd: float) -> None:
    code = np.array([0.123, odd, 0.456, 0.789, odd, 0.321, 0.654])
    with logging_to(file):
        for thing in (code, code.tolist(), list(code)):
            log.warning(f"got {thing}")
    kept = file.read_text()
    assert kept.count("<numbers>") == 3 and "0.123" not in kept and "0.654" not in kept and str(odd) not in kept


@pytest.mark.parametrize("text", ["", "a", "in"])
def test_an_error_with_a_very_short_text_leaves_the_traceback_readable(file: Path, text: str) -> None:
    with logging_to(file):
        log.exception("failed", exc_info=raised(UsageError(text)))
    assert "Traceback (most recent call last):" in file.read_text() and "<left out>" not in file.read_text()


@pytest.mark.parametrize("text", ["1" * 50_000, "1." * 25_000, ("1" + "." * 10_000) * 5, "a" * 50_000, "a/" * 25_000])
def test_a_long_line_takes_no_time(file: Path, text: str) -> None:
    begun = time.process_time()
    with logging_to(file):
        log.warning("got %r", ValueError(text))
    assert time.process_time() - begun < 1
    assert file.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("home", "told"),
    [
        ("/", "/media/a is not /home/anna/b, /home/annabel, '/home/anna'"),
        ("/home/anna", "/media/a is not ~/b, /home/annabel, '~'"),
    ],
)
def test_only_the_home_folder_itself_becomes_a_tilde(
    file: Path, monkeypatch: pytest.MonkeyPatch, home: str, told: str
) -> None:
    monkeypatch.setenv("HOME", home)
    with logging_to(file):
        log.warning("%s", "/media/a is not /home/anna/b, /home/annabel, '/home/anna'")
    assert f": {told}\n" in file.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_its_owner_may_read_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "LARGEST_FILE", 300)
    file.parent.mkdir()
    file.write_text("of an earlier version\n")
    file.chmod(0o644)
    with logging_to(file):
        for number in range(20):
            log.info("line %d", number)
    assert [p.stat().st_mode & 0o777 for p in file.parent.iterdir()] == [0o600, 0o600]


def test_the_file_stays_small(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_module, "LARGEST_FILE", 2000)
    with logging_to(file):
        for number in range(200):
            log.info("line %d", number)
    assert sorted(p.name for p in file.parent.iterdir()) == ["hime.log", "hime.log.1"]
    assert all(p.stat().st_size <= 2000 for p in file.parent.iterdir())
    assert "line 199" in file.read_text()


def test_a_file_that_cannot_be_written_ends_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with logging_to(tmp_path / "state" / "hime.log"):
        log.warning("still told")
    assert capsys.readouterr().err == "hime: still told\n"


def test_what_ends_a_thread_is_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda ended: usual.append(str(ended.exc_value)))

    def fail() -> None:
        raise ZeroDivisionError("in a thread")

    with logging_to(file):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert usual == ["in a thread"]
    assert "ZeroDivisionError: in a thread" in file.read_text()


def test_a_bug_is_kept_with_its_traceback_and_goes_on(
    state: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("app.commands.cameras.list_cameras", fail)
    with pytest.raises(ZeroDivisionError):
        main(["cameras"])
    assert capsys.readouterr().err.startswith("hime: this is a fault of HIME; `hime doctor --report FILE` ")
    kept = log_files()[0].read_text()
    assert "in fail\n" in kept and "ZeroDivisionError: a bug" in kept


def test_a_command_says_what_runs_and_what_is_set_and_nothing_of_the_recording(state: Path, tmp_path: Path) -> None:
    call = write_video(tmp_path / "talk with Ben.mp4", [wall(90, 160)] * 8)
    (tmp_path / "config.yaml").write_text("exemplars: {capacity: 7}\n")
    assert main(["enhance", str(call), str(tmp_path / "better Ben.mp4")]) == 0
    (tmp_path / "config.yaml").unlink()
    assert main(["enhance", str(tmp_path / "lost Ben.mp4"), str(tmp_path / "o.mp4")]) == 2
    kept = log_files()[0].read_text()
    assert log_files()[0].is_relative_to(state)
    assert f"Python {sys.version.split()[0]}" in kept and "hime enhance: HIME " in kept and "numpy " in kept
    assert "settings that differ from the defaults: exemplars.capacity 7\n" in kept
    assert kept.count("settings that differ from the defaults: none\n") == 1
    assert "hime_small_x4_burst runs on CPUExecutionProvider" in kept
    assert "<UsageError at app/commands/enhance.py:" in kept
    assert "Ben" not in kept


@pytest.mark.parametrize("content", ["log: {file: false}\n", "outptu: {}\n"])
def test_no_file_is_kept_where_the_settings_forbid_it_or_cannot_be_read(
    state: Path, tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.yaml").write_text(content)
    assert main(["enhance", "lost.mp4", "o.mp4"]) == 2
    assert capsys.readouterr().err.startswith("hime: ")
    assert not state.exists()


@pytest.mark.parametrize("command", ["run", "enhance", "replay", "cameras", "doctor", "bench", "models"])
def test_every_command_knows_verbose(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0 and "-v, --verbose" in capsys.readouterr().out


def test_verbose_of_a_command(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list", "-v"]) == 0
    assert "hime: hime models: HIME " in capsys.readouterr().err


def test_the_report_collects_versions_settings_checks_and_log(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.yaml").write_text("enhance: {strength: 0.5}\n")
    older = log_files()[1]
    older.parent.mkdir(parents=True)
    older.write_text("of an earlier day\n")
    assert main(["enhance", "lost.mp4", "o.mp4"]) == 2
    monkeypatch.setenv("HOME", str(tmp_path))
    report = tmp_path / "report.txt"
    assert main(["doctor", "--report", str(report)]) in (0, 1)
    told = report.read_text()
    assert "\nHIME 0" in told and "\nenhance.strength: 0.5\n" in told and "\nok    settings: config.yaml\n" in told
    assert told.index("of an earlier day") < told.index("<UsageError at app/commands/enhance.py:")
    assert "hime doctor: HIME" in told and str(tmp_path) not in told
    assert main(["doctor", "--report", "no/such/folder.txt"]) == 2


def test_settings_and_checks_name_no_file(state: Path, tmp_path: Path) -> None:
    settings = 'enhance: {model: "/media/Anna Schmidt/w.onnx", strength: 0.5}\noutput: {device: Anna/a.mp4}\n'
    (tmp_path / "config.yaml").write_text(settings)
    report = tmp_path / "report.txt"
    assert main(["doctor", "--report", str(report)]) in (0, 1)
    kept, told = log_files()[0].read_text(), report.read_text()
    assert "enhance.model <left out>, enhance.strength 0.5" in kept and "enhance.model: <left out>\n" in told
    assert "Anna" not in kept and "Anna" not in told
    camera = Check("camera", True, "/dev/video0, labelled HIME")
    model = Check("model", False, "/media/Anna/w", "mend")
    told = attachment(Settings(), [camera, model], [])
    assert "/dev/video0, labelled HIME\nFAIL  model: <left out>\n      fix: mend\n" in told


def test_a_run_logs_its_settings_once(state: Path, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("exemplars: {capacity: 7}\n")
    assert main(["run", "--headless", "--source", "sample", "--sink", "none", "--seconds", "0.2"]) == 0
    assert log_files()[0].read_text().count("settings that differ from the defaults: exemplars.capacity 7\n") == 1


def test_what_a_slot_of_the_window_raises_is_kept(tmp_path: Path) -> None:
    code = """
from pathlib import Path
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from app.report.log import logging_to
app = QCoreApplication([])
def fail(): raise ZeroDivisionError("in a slot")
with logging_to(Path(sys.argv[1])):
    QTimer.singleShot(0, fail)
    QTimer.singleShot(50, app.quit)
    app.exec()
"""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-c", code, str(tmp_path / "hime.log")]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert "ZeroDivisionError: in a slot" in done.stderr
    assert "ZeroDivisionError: in a slot" in (tmp_path / "hime.log").read_text()


def test_each_line_of_a_message_is_marked_in_the_terminal(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to(None):
        logging.getLogger("app.test").error("%s", UsageError("a: wrong\nb: wrong"))
    assert capsys.readouterr().err == "hime: a: wrong\nhime: b: wrong\n"


def test_verbose_writes_codes_for_what_a_terminal_would_obey(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to(file, verbose=True):
        log.warning("%s: too dark", "a\x1b[2J.mp4")
    assert "hime: a\\x1b[2J.mp4: too dark" in capsys.readouterr().err
