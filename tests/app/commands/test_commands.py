"""The commands as people and scripts call them, on a short made call."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
import yaml

from app.capture.sources import VideoFile
from app.cli import main
from app.commands import models
from app.picture.show import ShownFrame
from app.report.summary import Tally
from hime_core import assets
from hime_core.geometry import Image, Square
from tests.conftest import place, wall, write_video


@pytest.fixture(scope="session")
def call(tmp_path_factory: pytest.TempPathFactory, photo: Image, square: Square) -> Path:
    """Near for a second, leaves within one, far for one; with sound. 640×360 at 15 fps."""
    rng = np.random.default_rng(0)
    pictures = []
    for i in range(45):
        away = min(max((i - 15) / 15, 0), 1)
        side = 210 * (40 / 210) ** (away * away * (3 - 2 * away))
        x, y = 320 + 10 * np.sin(i / 5), 180 + 4 * np.cos(i / 4)
        picture = place(photo, square, side, x, y, wall(360, 640))
        pictures.append(np.clip(picture + rng.normal(0, 1.5, picture.shape), 0, 255).astype(np.uint8))
    return write_video(tmp_path_factory.mktemp("call") / "call.mp4", pictures, fps=15, sound=True)


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory, photo: Image, square: Square) -> Path:
    """A face far away in a few frames, with sound, where it counts only that there is a call. 640×360 at 15 fps."""
    far = [place(photo, square, 40, 320, 180, wall(360, 640))] * 9
    return write_video(tmp_path_factory.mktemp("short") / "call.mp4", far, fps=15, sound=True)


@pytest.fixture(scope="session")
def enhanced(call: Path) -> dict[str, Path]:
    out = {name: call.parent / f"out.{name}" for name in ("mp4", "json", "jsonl", "png")}
    options = ["--json", out["json"], "--trace", out["jsonl"], "--compare", out["png"], "--view", "zoom"]
    assert main(["enhance", str(call), str(out["mp4"]), *map(str, options)]) == 0
    return out


def read_rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_enhance_gives_every_frame_and_the_sound(call: Path, enhanced: dict[str, Path]) -> None:
    before, after = list(VideoFile(call)), list(VideoFile(enhanced["mp4"]))
    assert len(after) == len(before) == 45
    np.testing.assert_allclose([f.time for f in after], [f.time for f in before], atol=2e-3)
    assert after[0].image.shape == (720, 1280, 3)
    report = json.loads(enhanced["json"].read_text())
    assert report["audio"] == [{"track": 1, "codec": "aac", "kept": "kept", "why": ""}]
    assert report["audio_kept"] is True


def test_enhance_says_which_sound_could_not_be_kept(
    short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recording, out, told = tmp_path / "call.mp4", tmp_path / "out.mp4", tmp_path / "told.json"
    recording.write_bytes(short.read_bytes().replace(b"mp4a", b"zzzz").replace(b"esds", b"zzzz"))
    assert main(["enhance", str(recording), str(out), "--json", str(told)]) == 0
    why = "FFmpeg does not know its codec"
    report = json.loads(told.read_text())
    assert report["audio"] == [{"track": 1, "codec": "unknown", "kept": "dropped", "why": why}]
    assert report["audio_kept"] is False
    assert f"{recording}: sound track 1 (unknown) could not be kept: {why}\n" in capsys.readouterr().out


def test_enhance_report_has_the_contract_s_keys(enhanced: dict[str, Path]) -> None:
    report = json.loads(enhanced["json"].read_text())
    assert (report["frames_in"], report["frames_out"], report["frames_dropped"]) == (45, 45, 0)
    assert set(report["latency_ms"]) == {"p50", "p95", "p99"}
    assert set(report["stages_ms"]) == {"detect", "track", "bank", "enhance", "compose", "send"}
    assert all(ms > 0 for ms in report["stages_ms"].values())
    assert set(report["engine"]) == {"name", "provider", "reason", "model"}
    assert report["exemplars_banked"] >= 2 and report["faces_enhanced"] >= 12
    assert 12 <= report["faces_with_exemplars"] <= report["faces_enhanced"]
    assert report["fps"] > 0 and report["source"].endswith("call.mp4") and report["sink"].endswith("out.mp4")


def test_the_far_face_is_one_track_enhanced_with_exemplars_from_when_it_was_near(enhanced: dict[str, Path]) -> None:
    trace = read_rows(enhanced["jsonl"])
    assert [r["index"] for r in trace] == [r["source_index"] for r in trace] == list(range(45))
    far = trace[32:]
    assert all(len(r["faces"]) == 1 for r in far)
    faces = [r["faces"][0] for r in far]
    assert {f["id"] for f in faces} == {1}
    assert all(f["state"] == "far" and f["enhanced"] and f["references"] >= 2 and f["ms"] > 0 for f in faces)
    near = [r["faces"][0] for r in trace[5:15]]
    assert {f["person"] for f in (*near, *faces)} == {1}
    assert all(f["state"] == "near" and not f["enhanced"] for f in near)


def test_the_trace_s_view_maps_input_to_output(call: Path, enhanced: dict[str, Path]) -> None:
    before, after = list(VideoFile(call)), list(VideoFile(enhanced["mp4"]))
    for index in (10, 25, 44):
        scale, tx, ty = read_rows(enhanced["jsonl"])[index]["view"]
        matrix = np.array([[scale, 0, tx + 0.5 * (scale - 1)], [0, scale, ty + 0.5 * (scale - 1)]])
        expected = cv2.warpAffine(before[index].image, matrix, (1280, 720), flags=cv2.INTER_CUBIC, borderMode=1)
        assert np.abs(expected.astype(int) - after[index].image).mean() < 4


def test_the_far_face_is_sharper_than_bicubic(
    call: Path, enhanced: dict[str, Path], photo: Image, square: Square
) -> None:
    """Against the truth: the photograph at output size."""
    before, after, trace = list(VideoFile(call)), list(VideoFile(enhanced["mp4"])), read_rows(enhanced["jsonl"])
    gains = []
    for i in range(36, 45):
        scale, tx, ty = trace[i]["view"]
        x, y = 320 + 10 * np.sin(i / 5), 180 + 4 * np.cos(i / 4)
        size = round(40 * 1.6)
        x0, y0 = round(x - size / 2), round(y - size / 2)  # where `place` put it
        centre = x0 + size / 2, y0 + size / 2
        matrix = np.array([[scale, 0, tx + 0.5 * (scale - 1)], [0, scale, ty + 0.5 * (scale - 1)]])
        plain = cv2.warpAffine(before[i].image, matrix, (1280, 720), flags=cv2.INTER_CUBIC, borderMode=1)
        blank = np.zeros((720, 1280, 3), np.uint8)
        truth = place(photo, square, 40 * scale, scale * centre[0] + tx, scale * centre[1] + ty, blank)
        cx, cy, half = int(scale * centre[0] + tx), int(scale * centre[1] + ty), int(14 * scale)
        cut = [p[cy - half : cy + half, cx - half : cx + half].astype(float) for p in (truth, plain, after[i].image)]
        error = [np.mean((c - cut[0]) ** 2) for c in cut[1:]]
        gains.append(10 * np.log10(error[0] / error[1]))
    assert np.mean(gains) > 0.5


def test_the_comparison_shows_three_tiles(enhanced: dict[str, Path]) -> None:
    image = cv2.imread(str(enhanced["png"]))
    assert image is not None and image.shape == (420, 1152, 3)
    tiles = [image[36:, i * 384 : (i + 1) * 384] for i in range(3)]
    sharpness = [cv2.Laplacian(t, cv2.CV_64F).var() for t in tiles]
    assert sharpness[1] > sharpness[0]


def test_full_view_is_the_frame_times_the_scale(short: Path, tmp_path: Path) -> None:
    out = tmp_path / "full.mp4"
    assert main(["enhance", str(short), str(out), "--view", "full"]) == 0
    assert next(iter(VideoFile(out))).image.shape == (720, 1280, 3)


def test_run_plays_a_recording_live_into_a_file(call: Path, tmp_path: Path) -> None:
    out, report = tmp_path / "live.mp4", tmp_path / "run.json"
    assert main(["run", "--source", str(call), "--sink", str(out), "--headless", "--json", str(report)]) == 0
    told = json.loads(report.read_text())
    assert told["frames_in"] == 45
    assert told["frames_out"] == len(list(VideoFile(out))) > 30  # of 3 s; a busy machine skips some
    assert told["latency_ms"]["p50"] > 0


def test_given_exemplars_serve_a_call_without_a_near_part(tmp_path: Path, photo: Image, square: Square) -> None:
    far = [place(photo, square, 40, 320, 180, wall(360, 640))] * 12
    call = write_video(tmp_path / "far.mp4", far, fps=15)
    photos = tmp_path / "me"
    photos.mkdir()
    cv2.imwrite(str(photos / "a.png"), photo)
    trace = tmp_path / "t.jsonl"
    options = ["--exemplars", photos, "--trace", trace]
    assert main(["enhance", str(call), str(tmp_path / "o.mp4"), *map(str, options)]) == 0
    assert any(f["references"] == 1 for r in read_rows(trace) for f in r["faces"])


@pytest.fixture
def broken_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder like the shipped one, for a test to damage."""
    folder = tmp_path / "models"
    shutil.copytree(assets.models_folder(), folder)
    for module in (assets, models):
        monkeypatch.setattr(module, "models_folder", lambda: folder)
    return folder


def refused(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> str:
    """Run a command that must be refused with one line; returns the line."""
    assert main(arguments) == 2
    lines = capfd.readouterr().err.strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("hime: ")
    return lines[0]


def test_corrupt_and_missing_weights(
    call: Path, tmp_path: Path, broken_models: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.mp4"
    weights = broken_models / "hime_small_x4_webcam.enhance.onnx"
    weights.write_bytes(weights.read_bytes()[:-1000] + bytes(1000))
    assert "corrupt" in refused(["enhance", str(call), str(out)], capfd)
    assert main(["models", "list"]) == 0
    assert "corrupt" in refused(["models", "verify"], capfd)
    weights.unlink()
    assert "missing" in refused(["enhance", str(call), str(out)], capfd)
    assert not out.exists()


def test_models_verify_and_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HIME_CACHE", str(tmp_path / "cache"))
    report = tmp_path / "models.json"
    assert main(["models", "verify", "--json", str(report)]) == 0
    rows = json.loads(report.read_text())["models"]
    assert {"name", "path", "sha256", "ok", "state", "licence", "tier"} == set(rows[0])
    tiers = {row["name"].split(".")[0]: (row["tier"], row["licence"]) for row in rows}
    assert tiers["hime_small_x4_webcam"] == ("open", "Apache-2.0")
    assert tiers["face_detection_short_range"] == (None, "Apache-2.0")
    capsys.readouterr()
    assert main(["models", "list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == len(rows)
    assert any("hime_small_x4_webcam.safetensors  (Apache-2.0, open)" in line for line in listed)
    assert len({row["name"] for row in rows}) == len(rows) > 4
    assert {row["name"]: row["state"] for row in rows if not row["ok"]} == {
        "face_detection_short_range.tflite": "not fetched"
    }
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "face_detection_short_range.tflite").write_bytes(b"half of i")
    assert main(["models", "verify", "--json", str(report)]) == 2
    assert "is corrupt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "model", "said"),
    [
        ("enhance", "hime_small_x4_research", 1),
        ("run", "hime_small_x4_research", 1),
        ("replay", "hime_small_x4_research", 1),
        ("enhance", "hime_small_x4_webcam", 0),
    ],
)
def test_weights_for_research_alone_say_so(
    command: str, model: str, said: int, call: Path, short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(yaml.safe_dump({"enhance": {"model": model}}))
    arguments = {
        "enhance": [str(short), str(tmp_path / "out.mp4")],
        "run": ["--source", str(call), "--sink", "none", "--seconds", "1"],
        "replay": [str(call), "--out", str(tmp_path / "replay"), "--intervals", "2", "--lr", "16", "--jobs", "1"],
    }
    assert main([command, *arguments[command], "--config", str(config)]) == 0
    told = capsys.readouterr().err
    assert told.count("is for non-commercial research alone") == said
    assert told.count(f"{model} is for non-commercial research alone (CC-BY-NC-4.0)") == said


@pytest.mark.parametrize("command", ["enhance", "run", "replay"])
def test_an_engine_that_is_not_installed_is_one_line(
    command: str, call: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.yaml").write_text(yaml.safe_dump({"detection": {"engine": "mediapipe"}}))
    monkeypatch.setattr("hime_core.detector.load.find_spec", lambda name: None)
    arguments = {
        "enhance": [str(call), str(tmp_path / "out.mp4")],
        "run": ["--source", str(call), "--sink", "none", "--headless"],
        "replay": [str(call), "--out", str(tmp_path / "replay")],
    }
    said = refused([command, *arguments[command], "--config", str(tmp_path / "config.yaml")], capfd)
    assert "extra [mediapipe]" in said and not (tmp_path / "out.mp4").exists()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["enhance", "nowhere.mp4", "out.mp4"], "nowhere.mp4"),
        (["enhance", "{call}", "no/such/folder/out.mp4"], "no/such/folder"),
        (["enhance", "{call}", "out.txt"], "out.txt"),
        (["enhance", "{call}", "out.mp4", "--exemplars", "nowhere"], "nowhere"),
        (["enhance", "{call}", "out.mp4", "--config", "bad.yaml"], "fps_"),
        (["enhance", "{call}", "out.mp4", "--trace", "no/t.jsonl"], "no/t.jsonl"),
        (["enhance", "{call}", "out.mp4", "--json", "no/r.json"], "no/r.json"),
        (["enhance", "{call}", "out.mp4", "--compare", "picture.jpg"], "must end in .png"),
        (["enhance", "{call}", "{call}"], "is the input itself"),
        (["run", "--source", "98", "--sink", "none", "--trace", "t.jsonl"], "'98'"),
        (["enhance", "picture.png", "out.mp4"], "is a picture"),
        (["run", "--source", "98", "--sink", "none", "--headless"], "'98'"),
        (["run", "--source", "nowhere.mp4", "--sink", "none", "--headless"], "nowhere.mp4"),
        (["run", "--source", "sample", "--sink", "no/out.mp4", "--headless"], "no/out.mp4"),
    ],
)
def test_what_a_person_can_get_wrong_is_one_line_and_exit_2(
    arguments: list[str],
    named: str,
    call: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.yaml").write_text(yaml.safe_dump({"camera": {"fps_": 30}}))
    cv2.imwrite("picture.png", wall(48, 64))
    before = sorted(p.name for p in tmp_path.iterdir())
    assert named in refused([a.format(call=call) for a in arguments], capfd)
    assert sorted(p.name for p in tmp_path.iterdir()) == before


LONG = "x" * 300
NEARLY = "x" * 245  # a file of that name can be, but not the one beside it while it is written


@pytest.mark.parametrize(
    "arguments",
    [
        ["enhance", f"{LONG}.mp4", "out.mp4"],
        ["enhance", "{call}", f"{LONG}.mp4"],
        ["enhance", "{call}", f"{NEARLY}.mp4"],
        ["enhance", "{call}", "out.mp4", "--exemplars", LONG],
        ["enhance", "{call}", "out.mp4", "--config", f"{LONG}.yaml"],
        ["enhance", "{call}", "out.mp4", "--trace", f"{LONG}.jsonl"],
        ["enhance", "{call}", "out.mp4", "--trace", f"{NEARLY}.jsonl"],
        ["enhance", "{call}", "out.mp4", "--json", f"{LONG}/report.json"],
        ["enhance", "{call}", "out.mp4", "--json", f"{NEARLY}.json"],
        ["enhance", "{call}", "out.mp4", "--compare", f"{LONG}.png"],
        ["run", "--source", LONG, "--sink", "none", "--headless"],
        ["run", "--source", "sample", "--sink", f"{LONG}.mp4", "--headless"],
        ["run", "--source", "sample", "--sink", f"{NEARLY}.mp4", "--headless"],
        ["run", "--source", "sample", "--sink", f"{LONG}.y4m", "--headless"],
        ["run", "--source", "sample", "--sink", f"{NEARLY}.y4m", "--headless"],
        ["replay", f"{LONG}.mp4", "--out", "."],
        ["replay", "{call}", "--out", LONG],
        ["replay", "{call}", "--out", ".", "--plot", f"{LONG}.png"],
        ["doctor", "--report", f"{LONG}.txt"],
        ["doctor", "--json", f"{LONG}.json"],
        ["cameras", "--json", f"{LONG}.json"],
        ["bench", "--json", f"{LONG}.json"],
        ["models", "list", "--json", f"{LONG}.json"],
    ],
    ids=lambda arguments: " ".join(word.replace(LONG, "LONG").replace(NEARLY, "NEARLY") for word in arguments),
)
def test_a_name_that_is_too_long_is_one_line_and_exit_2(
    arguments: list[str],
    call: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "xxx" in refused([a.format(call=call) for a in arguments], capfd)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_size_that_changes_midway_becomes_the_largest(tmp_path: Path) -> None:
    parts = [write_video(tmp_path / f"{n}.ts", [wall(*size)] * 5) for n, size in enumerate([(96, 128), (144, 192)])]
    joined = tmp_path / "joined.ts"
    joined.write_bytes(b"".join(p.read_bytes() for p in parts))
    assert main(["enhance", str(joined), str(tmp_path / "out.mp4"), "--json", str(tmp_path / "r.json")]) == 0
    made = VideoFile(tmp_path / "out.mp4")
    assert (len(list(made)), made.height) == (10, 720)
    assert json.loads((tmp_path / "r.json").read_text())["frames_damaged"] == 0


def test_damaged_frames_are_counted_and_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    call, out, report = tmp_path / "call.avi", tmp_path / "out.mp4", tmp_path / "r.json"
    with av.open(str(call), "w") as made:
        stream = made.add_stream("mjpeg", rate=25)
        stream.width, stream.height, stream.pix_fmt = 160, 96, "yuvj420p"
        for number in range(10):
            [packet] = stream.encode(av.VideoFrame.from_ndarray(wall(96, 160), format="bgr24"))
            if number in (3, 4):
                damaged = av.Packet(b"\x00" * 50)
                damaged.pts, damaged.dts, damaged.time_base = packet.pts, packet.dts, packet.time_base
                damaged.stream, packet = stream, damaged
            made.mux(packet)
    assert main(["enhance", str(call), str(out), "--json", str(report)]) == 0
    assert json.loads(report.read_text())["frames_damaged"] == 2
    assert "call.avi: 2 frames were damaged" in capfd.readouterr().out
    assert [frame.time for frame in VideoFile(out)] == pytest.approx(
        [i / 25 for i in (0, 1, 2, 5, 6, 7, 8, 9)], abs=0.01
    )


def test_a_call_without_faces_is_passed_on(tmp_path: Path) -> None:
    call = write_video(tmp_path / "wall.mp4", [wall(90, 160)] * 8)
    out, report = tmp_path / "out.mp4", tmp_path / "r.json"
    assert main(["enhance", str(call), str(out), "--json", str(report)]) == 0
    assert json.loads(report.read_text())["faces_enhanced"] == 0
    assert len(list(VideoFile(out))) == 8


def listen() -> None:
    """A process started in the background may be deaf to Ctrl-C, and its children with it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="one process cannot press Ctrl-C for another")
@pytest.mark.parametrize("command", ["run", "enhance"])
def test_ctrl_c_ends_cleanly_and_the_file_plays(command: str, tmp_path: Path, call: Path) -> None:
    out = tmp_path / "out.mp4"
    if command == "run":
        arguments = ["run", "--headless", "--source", "sample", "--sink", str(out)]
    else:
        long = write_video(tmp_path / "long.mp4", [wall(360, 640)] * 3000, fps=30)
        arguments = ["enhance", str(long), str(out)]
    process = subprocess.Popen(
        [sys.executable, "-m", "app", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=listen,  # noqa: PLW1509
    )
    partial = tmp_path / "out.partial.mp4"
    deadline = time.monotonic() + 60
    while not (partial.exists() and partial.stat().st_size > 1000) and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    frames = len(list(VideoFile(out)))
    assert 0 < frames < 3000
    assert not partial.exists()


def test_the_app_never_loads_torch() -> None:
    code = "import sys, app.commands.run, app.commands.enhance; sys.exit('torch' in sys.modules)"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0


def test_a_missing_engine_is_told_in_one_line() -> None:
    code = "import sys; sys.modules['onnxruntime'] = None; from app.cli import main; sys.exit(main(['run']))"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.strip() == "hime: no engine is installed; install HIME with its extra [cpu], or [gpu] for NVIDIA"


def test_a_call_whose_thread_dies_says_what_it_kept(
    call: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    handed = Tally.add

    def dies(tally: Tally, result: ShownFrame) -> None:
        handed(tally, result)
        if result.frame.index > 20:
            raise MemoryError("no room for a picture")

    monkeypatch.setattr(Tally, "add", dies)
    # The recording plays the part of a camera, whose pictures are kept. It must not be closed while it is read.
    monkeypatch.setattr(VideoFile, "live", True)
    monkeypatch.setattr(VideoFile, "close", lambda source: None)
    out = {name: tmp_path / f"out.{name}" for name in ("mp4", "json", "jsonl")}
    options = ["--sink", out["mp4"], "--json", out["json"], "--trace", out["jsonl"]]
    with pytest.raises(SystemExit) as ended:
        main(["run", "--headless", "--source", str(call), *map(str, options)])
    assert "no room for a picture" in str(ended.value) and str(out["mp4"]) in str(ended.value)
    assert "\n" not in str(ended.value)
    frames = json.loads(out["json"].read_text())["frames_out"]
    assert frames and len(read_rows(out["jsonl"])) == frames
    assert len(list(VideoFile(out["mp4"]))) == frames
    assert any(record.levelname == "CRITICAL" for record in caplog.records)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ("enhance call.mp4 new.mp4 --json call.mp4", "call.mp4: is read"),
        ("enhance call.mp4 new.mp4 --trace ./linked.mp4", "linked.mp4: is read"),
        ("enhance call.mp4 new.png --compare new.png", "new.png: cannot be written twice"),
        ("enhance call.mp4 new.mp4 --json new.mp4", "new.mp4: cannot be written twice"),
        ("enhance call.mp4 new.mp4 --json a.json --trace a.json", "a.json: cannot be written twice"),
        ("enhance call.mp4 new.mp4 --exemplars me --compare me/a.png", "a.png: is read"),
        ("enhance call.mp4 new.mp4 --config my.yaml --json my.yaml", "my.yaml: is read"),
        ("enhance call.mp4 --out out --json call.mp4", "call.mp4: is read"),
        ("enhance call.mp4 --out . --json new.mp4 --trace new.mp4", "call.mp4 is a recording itself"),
        ("enhance call.mp4 --out out --json out/call.mp4", "call.mp4: cannot be written twice"),
        ("replay call.mp4 --out r --json call.mp4", "call.mp4: is read"),
        ("replay call.png --out r --plot call.png", "call.png: is read"),
        ("run --source call.mp4 --sink none --seconds 1 --json call.mp4", "call.mp4: is read"),
        ("run --source call.mp4 --sink call.mp4 --seconds 1", "call.mp4: is read"),
        ("enhance call.mp4 new.mp4 --json pipe", "pipe: is a pipe or a device"),
        ("enhance call.mp4 pipe.mp4", "pipe.mp4: is a pipe or a device"),
        ("models list --json pipe", "pipe: is a pipe or a device"),
    ],
)
def test_what_is_read_or_no_file_is_not_overwritten(
    arguments: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    Path("me").mkdir()
    for name in ("call.mp4", "call.png", "me/a.png"):
        Path(name).write_text("mine")
    Path("my.yaml").write_text("")
    Path("linked.mp4").symlink_to("call.mp4")
    if hasattr(os, "mkfifo"):
        os.mkfifo("pipe")
        os.mkfifo("pipe.mp4")
    elif "pipe" in arguments:
        pytest.skip("this system has no such pipes")
    before = sorted(tmp_path.rglob("*"))
    assert main(arguments.split()) == 2
    [line] = capfd.readouterr().err.splitlines()
    assert line.startswith("hime: ") and named in line
    assert sorted(tmp_path.rglob("*")) == before and Path("call.mp4").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such names")
@pytest.mark.parametrize("name", [b"\xff.mp4", "\u4f1a\u8bae.mp4".encode(), b"a\x1b[2J.mp4"])
def test_a_name_that_the_terminal_cannot_show_costs_nothing(name: bytes, tmp_path: Path, photo: Image) -> None:
    call = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    write_video(tmp_path / "made.mp4", [photo[:96, :128]] * 3, fps=15).rename(call)
    command = [sys.executable, "-m", "app", "enhance", call, tmp_path / "out.mp4"]
    made = subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONIOENCODING": "cp1252"}, check=False)
    assert made.returncode == 0 and b"Traceback" not in made.stderr
    assert b"\x1b" not in made.stdout + made.stderr and b": 3 frames at " in made.stdout
