"""What players show of a recording, `Recording` gives: one test for each kind of recording that people bring."""

from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from av.stream import Disposition

from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.recording import Picture, Recording

FPS = 25


def scene(number: int = 0, height: int = 96, width: int = 128) -> Image:
    """A soft picture without symmetry: a red light at the top left, a green one at the bottom. They move a little."""
    image = np.full((height, width, 3), (90, 100, 110), np.uint8)
    side = height // 6
    cv2.circle(image, (width // 4 + number, height // 4), side, (40, 60, 210), -1)
    cv2.circle(image, (width // 2 + number, 3 * height // 4), side, (60, 200, 80), -1)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), height / 48), np.uint8)


def written(
    path: Path,
    pictures: list[Image],
    codec: str = "libx264",
    change: Callable[[av.VideoFrame], object] = lambda frame: None,
    begin: float = 0.0,
    **options: str,
) -> Path:
    """Write a recording. change: is called with each frame before it is encoded. begin: the first time, in seconds."""
    with av.open(str(path), "w", options={"movflags": "faststart"}) as out:
        stream = out.add_stream(codec, rate=FPS, options={"crf": "8", "g": "10", **options})
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.bit_rate = 4_000_000
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = number + round(begin * FPS), Fraction(1, FPS)
            change(frame)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def read(path: Path) -> list[Picture]:
    with closing(Recording(path)) as recording:
        return list(recording)


def apart(made: Image, expected: Image) -> float:
    """The mean difference in levels."""
    assert made.shape == expected.shape
    return float(np.abs(made.astype(int) - expected).mean())


def damaged(recording: Path, to: Path, which: set[int], data: bytes) -> Path:
    """Write a recording anew, with other data in some of the video packets."""
    with av.open(str(recording)) as whole, av.open(str(to), "w") as out:
        stream = out.add_stream_from_template(whole.streams.video[0])
        for number, packet in enumerate(p for p in whole.demux(video=0) if p.size):
            made = packet
            if number in which:
                made = av.Packet(data)
                made.pts, made.dts, made.time_base = packet.pts, packet.dts, packet.time_base
            made.stream = stream
            out.mux(made)
    return to


def test_pictures_come_with_their_times(tmp_path: Path) -> None:
    pictures = [scene(i) for i in range(12)]
    with closing(Recording(written(tmp_path / "a.mp4", pictures, begin=2.0))) as recording:
        made = list(recording)
        assert (recording.width, recording.height, recording.fps, recording.damaged) == (128, 96, FPS, 0)
        assert recording.start == pytest.approx(2.0, abs=0.01)
    assert [picture.time for picture in made] == pytest.approx([i / FPS for i in range(12)], abs=2e-3)
    assert all(picture.faithful for picture in made)
    assert max(apart(a.image, b) for a, b in zip(made, pictures, strict=True)) < 2


ORIENTATIONS = {
    "as it is": ((1, 0, 0, 1), lambda image: image),
    "mirrored": ((-1, 0, 0, 1), np.fliplr),
    "upside down mirrored": ((1, 0, 0, -1), np.flipud),
    "turned by 180 degrees": ((-1, 0, 0, -1), lambda image: np.rot90(image, 2)),
    "turned by 90 degrees": ((0, 1, -1, 0), lambda image: np.rot90(image, -1)),
    "turned by 270 degrees": ((0, -1, 1, 0), np.rot90),
    "transposed": ((0, 1, 1, 0), lambda image: image.transpose(1, 0, 2)),
    "transposed and turned": ((0, -1, -1, 0), lambda image: np.rot90(image.transpose(1, 0, 2), 2)),
}


@pytest.mark.parametrize("name", ORIENTATIONS)
def test_a_display_matrix_is_followed(tmp_path: Path, name: str) -> None:
    """ISO/IEC 14496-12: x' = a x + c y, y' = b x + d y. Numbers are of 16.16 bits, and the last column of 2.30."""
    (a, b, c, d), shown = ORIENTATIONS[name]
    path = written(tmp_path / "a.mp4", [scene()])
    data = bytearray(path.read_bytes())
    at = data.find(b"tkhd") + 44
    matrix = np.array([a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30], ">i4")
    data[at : at + 36] = matrix.tobytes()
    path.write_bytes(data)
    assert apart(read(path)[0].image, shown(scene())) < 2


@pytest.mark.parametrize(("sar", "size"), [("64/45", (182, 96)), ("8/9", (128, 108)), ("200/201", (128, 96))])
def test_pixels_become_square(tmp_path: Path, sar: str, size: tuple[int, int]) -> None:
    [picture] = read(written(tmp_path / "a.mp4", [scene()], **{"x264-params": f"sar={sar}"}))
    assert apart(picture.image, cv2.resize(scene(), size, interpolation=cv2.INTER_CUBIC)) < 2


def test_pixels_of_an_impossible_shape_are_taken_for_square(tmp_path: Path) -> None:
    [picture] = read(written(tmp_path / "a.mp4", [scene()], **{"x264-params": "sar=1/60"}))
    assert apart(picture.image, scene()) < 2


def test_interlaced_pictures_become_progressive(tmp_path: Path) -> None:
    """Each frame is woven of two moments, between which the lights move by six columns."""
    moments = [scene(6 * i, 192, 256) for i in range(20)]
    even = np.arange(192)[:, None, None] % 2 == 0
    woven = [np.where(even, a, b).astype(np.uint8) for a, b in zip(moments[::2], moments[1::2], strict=True)]
    made = read(written(tmp_path / "a.mp4", woven, **{"x264-params": "tff=1", "crf": "4"}))
    assert [picture.time for picture in made] == pytest.approx([i / FPS for i in range(10)], abs=2e-3)
    assert combed(made[5].image) < combed(woven[5]) / 5


def combed(image: Image) -> float:
    """How much rows differ from the rows beside them, in levels."""
    rows = image.astype(int)
    return float(np.abs(rows[:-2] - 2 * rows[1:-1] + rows[2:]).mean())


def test_all_pictures_have_the_largest_size(tmp_path: Path) -> None:
    """Small, large, and of another shape, each joined as a recorder that adapts its size does it."""
    sizes = [(96, 128), (192, 256), (96, 96)]
    parts = [written(tmp_path / f"{h}x{w}.ts", [scene(0, h, w)] * 10) for h, w in sizes]
    path = tmp_path / "a.ts"
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    made = read(path)
    assert {picture.image.shape for picture in made} == {(192, 256, 3)}
    assert [picture.faithful for picture in made] == [False] * 10 + [True] * 10 + [False] * 10
    assert apart(made[0].image, cv2.resize(scene(), (256, 192), interpolation=cv2.INTER_CUBIC)) < 2
    assert apart(made[15].image, scene(0, 192, 256)) < 2
    assert made[25].image[:, :30].max() < 5  # its bars are black
    inner = cv2.resize(scene(0, 96, 96), (192, 192), interpolation=cv2.INTER_CUBIC)
    assert apart(made[25].image[:, 32:-32], inner) < 2


def test_the_largest_size_is_found_in_a_recording_that_does_not_say_its_length(tmp_path: Path) -> None:
    """As MediaRecorder writes it: no length, and no list of key frames."""
    path = tmp_path / "a.webm"
    with av.open(str(path), "w", options={"live": "1"}) as out:
        streams = [out.add_stream("libvpx", rate=FPS, options={"auto-alt-ref": "0"})]
        streams[0].width, streams[0].height, streams[0].pix_fmt = 128, 96, "yuv420p"
        for number in range(50):
            large = number >= 25
            if number == 25:
                out.mux(streams[0].encode(None))
                context = av.CodecContext.create("libvpx", "w")
                context.width, context.height, context.pix_fmt, context.time_base = (
                    256,
                    192,
                    "yuv420p",
                    Fraction(1, FPS),
                )
            frame = av.VideoFrame.from_ndarray(scene(0, 192, 256) if large else scene(), format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            packets = context.encode(frame) if large else streams[0].encode(frame)
            for packet in packets:
                packet.stream, packet.time_base = streams[0], Fraction(1, FPS)
                out.mux(packet)
        for packet in context.encode(None):
            packet.stream, packet.time_base = streams[0], Fraction(1, FPS)
            out.mux(packet)
    with closing(Recording(path)) as recording:
        assert recording.length is None
        assert {picture.image.shape for picture in recording} == {(192, 256, 3)}


@pytest.mark.parametrize("data", [b"\xff" * 60, b"\x00"])
@pytest.mark.parametrize(("name", "codec"), [("a.mkv", "libx264"), ("a.avi", "mjpeg"), ("a.webm", "libvpx")])
def test_damaged_packets_are_left_out_and_counted(tmp_path: Path, name: str, codec: str, data: bytes) -> None:
    options = {"auto-alt-ref": "0"} if codec == "libvpx" else {}
    whole = written(tmp_path / name, [scene(i) for i in range(30)], codec, **options)
    with closing(Recording(damaged(whole, tmp_path / f"damaged{name[1:]}", {13, 14}, data))) as recording:
        made = list(recording)
        assert 26 <= len(made) <= 30
        assert 1 <= recording.damaged <= 4
    assert made[0].faithful and made[-1].faithful
    assert made[-1].time == pytest.approx(29 / FPS, abs=0.01)
    assert apart(made[-1].image, scene(29)) < 4


def test_damage_is_not_learned_from_until_a_key_frame(tmp_path: Path) -> None:
    whole = written(tmp_path / "a.mkv", [scene(i) for i in range(30)], bf="0")
    made = read(damaged(whole, tmp_path / "b.mkv", {13}, b"\xff" * 60))
    spoilt = [round(picture.time * FPS) for picture in made if not picture.faithful]
    assert spoilt and min(spoilt) >= 13 and max(spoilt) == 19


def test_damage_in_an_interlaced_recording_is_not_learned_from(tmp_path: Path) -> None:
    """The filter looks at the frames before and after."""
    pictures = [scene(i) for i in range(30)]
    whole = written(tmp_path / "a.mkv", pictures, bf="0", **{"x264-params": "tff=1:scenecut=0"})
    made, right = read(damaged(whole, tmp_path / "b.mkv", {13}, b"\xff" * 60)), read(whole)
    faithful = [picture for picture in made if picture.faithful]
    by_time = {round(picture.time * FPS): picture.image for picture in right}
    assert len(made) - len(faithful) >= 7
    assert max(apart(picture.image, by_time[round(picture.time * FPS)]) for picture in faithful) < 0.5


@pytest.mark.parametrize("codec", ["libvpx", "libvpx-vp9", "libx265"])
def test_damage_that_is_not_concealed_shows_the_last_good_picture(tmp_path: Path, codec: str) -> None:
    """Otherwise it would show grey, green or blocks. Every picture keeps its time."""
    options = {"x265-params": "log-level=error:bframes=0"}
    options = options if codec == "libx265" else {"auto-alt-ref": "0", "lag-in-frames": "0"}
    whole = written(tmp_path / "a.mkv", [scene(i) for i in range(30)], codec, **options)
    with closing(Recording(damaged(whole, tmp_path / "b.mkv", {13}, b"\xff" * 400))) as recording:
        made = list(recording)
    spoilt = [picture for picture in made if not picture.faithful]
    assert len(made) >= 29 and len(spoilt) >= 6
    assert max(apart(picture.image, scene(12)) for picture in spoilt) < 3
    assert np.diff([picture.time for picture in made]).max() < 2.1 / FPS


def test_pictures_before_the_first_key_frame_are_left_out(tmp_path: Path) -> None:
    """They would be grey ghosts. Their time stays."""
    whole = written(tmp_path / "a.mkv", [scene(i) for i in range(30)], bf="0", **{"x264-params": "scenecut=0"})
    path = tmp_path / "b.mkv"
    with av.open(str(whole)) as opened, av.open(str(path), "w") as out:
        stream = out.add_stream_from_template(opened.streams.video[0])
        for number, packet in enumerate(p for p in opened.demux(video=0) if p.size):
            if number >= 5:
                packet.stream = stream
                out.mux(packet)
    with closing(Recording(path)) as recording:
        made = list(recording)
        assert recording.damaged == 5
    assert len(made) == 20 and all(picture.faithful for picture in made)
    assert apart(made[0].image, scene(10)) < 2


def test_two_joined_recordings_go_on(tmp_path: Path) -> None:
    part = written(tmp_path / "part.ts", [scene(i) for i in range(10)]).read_bytes()
    (tmp_path / "a.ts").write_bytes(part + part)
    times = [picture.time for picture in read(tmp_path / "a.ts")]
    assert times == pytest.approx([i / FPS for i in range(20)], abs=0.01)


def test_a_cover_is_not_taken_for_the_video(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as out:
        cover, video = out.add_stream("mjpeg", rate=FPS), out.add_stream("libx264", rate=FPS)
        cover.width, cover.height, cover.pix_fmt = 300, 300, "yuvj420p"
        video.width, video.height, video.pix_fmt = 128, 96, "yuv420p"
        cover.disposition = Disposition.attached_pic
        out.mux(cover.encode(av.VideoFrame.from_ndarray(scene(0, 300, 300), format="bgr24")))
        out.mux(cover.encode(None))
        for number in range(10):
            out.mux(video.encode(av.VideoFrame.from_ndarray(scene(number), format="bgr24")))
        out.mux(video.encode(None))
    made = read(path)
    assert len(made) == 10 and made[0].image.shape == (96, 128, 3)


def test_a_song_with_a_cover_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as out:
        cover, sound = out.add_stream("mjpeg", rate=FPS), out.add_stream("aac", rate=48_000)
        cover.width, cover.height, cover.pix_fmt = 300, 300, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        out.mux(cover.encode(av.VideoFrame.from_ndarray(scene(0, 300, 300), format="bgr24")))
        out.mux(cover.encode(None))
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        silence.sample_rate = 48_000
        out.mux([*sound.encode(silence), *sound.encode(None)])
    with pytest.raises(UsageError, match="has no video stream but a cover"):
        Recording(path)


@pytest.mark.parametrize(("height", "width", "matrix"), [(720, 1280, 1), (720, 960, 1), (480, 640, 5)])
def test_an_untagged_video_has_the_colours_that_players_show(
    tmp_path: Path, height: int, width: int, matrix: int
) -> None:
    picture = scene(0, height, width)

    def encode_as(frame: av.VideoFrame) -> None:
        yuv = frame.reformat(format="yuv420p", dst_colorspace=matrix, dst_color_range=1)
        for plane, made in zip(frame_of[0].planes, yuv.planes, strict=True):
            plane.update(bytes(made))

    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=FPS, options={"crf": "4"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        frame_of = [av.VideoFrame(width, height, "yuv420p")]
        encode_as(av.VideoFrame.from_ndarray(picture, format="bgr24"))
        out.mux([*stream.encode(frame_of[0]), *stream.encode(None)])
    with av.open(str(path)) as made:
        assert next(made.decode(video=0)).colorspace == 2  # it names no matrix
    assert apart(read(path)[0].image, picture) < 1.5


def hlg(light: np.ndarray) -> np.ndarray:
    """HLG's signal for light in 0..1, of which 1 is 1,000 cd/m² (ITU-R BT.2100, for each colour)."""
    scene_light = np.clip(light, 0, 1) ** (1 / 1.2)
    dark, bright = np.sqrt(3 * scene_light), np.log(np.clip(12 * scene_light - 0.28466892, 1e-9, None))
    return np.where(scene_light <= 1 / 12, dark, 0.17883277 * bright + 0.55991073)


def pq(light: np.ndarray) -> np.ndarray:
    """PQ's signal for light in 0..1, of which 1 is 1,000 cd/m² (ITU-R BT.2100)."""
    power = (np.clip(light, 0, 1) / 10) ** (2610 / 16384)
    return ((3424 / 4096 + 2413 / 128 * power) / (1 + 2392 / 128 * power)) ** (2523 / 32)


@pytest.mark.parametrize(("curve", "name"), [(hlg, "arib-std-b67"), (pq, "smpte2084")])
def test_hdr_becomes_ordinary(tmp_path: Path, curve: Callable[[np.ndarray], np.ndarray], name: str) -> None:
    """An ordinary picture in an HDR video comes back. BT.2408: its white has 203 cd/m²."""
    to_2020 = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])
    light = (scene()[..., ::-1] / 255.0) ** 2.4 @ to_2020.T * 0.203
    rgb = av.VideoFrame.from_ndarray(np.round(65535 * curve(light)).astype(np.uint16), format="rgb48le")
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as out:
        params = f"colorprim=bt2020:transfer={name}:colormatrix=bt2020nc"
        stream = out.add_stream("libx264", rate=FPS, options={"crf": "2", "x264-params": params})
        stream.width, stream.height, stream.pix_fmt = 128, 96, "yuv420p10le"
        out.mux([*stream.encode(rgb.reformat(format="yuv420p10le", dst_colorspace=9)), *stream.encode(None)])
    made = read(path)[0].image
    assert apart(made, scene()) < 2.5
    assert np.abs(made.mean((0, 1)) - scene().mean((0, 1))).max() < 2


def test_a_file_is_told_that_has_no_frames(tmp_path: Path) -> None:
    whole = written(tmp_path / "a.mkv", [scene()] * 5)
    empty = damaged(whole, tmp_path / "b.mkv", set(range(5)), b"\x00" * 9)
    with pytest.raises(UsageError, match="has no frames that can be decoded"):
        Recording(empty)


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4", "a.avi"])
def test_what_was_cut_off_is_told(tmp_path: Path, name: str) -> None:
    pictures = [
        cv2.add(scene(i % 30), np.random.default_rng(i).integers(0, 9, (96, 128, 3), np.uint8)) for i in range(100)
    ]
    path = written(tmp_path / name, pictures, "mjpeg" if name == "a.avi" else "libx264")
    data = path.read_bytes()
    with closing(Recording(path)) as recording:
        assert len(list(recording)) == 100 and recording.missing == 0
    path.write_bytes(data[: len(data) // 2])
    with closing(Recording(path)) as recording:
        assert recording.missing == 0  # nothing was read yet
        count = len(list(recording))
        assert recording.missing == pytest.approx(4 - count / FPS, abs=0.2)
        assert 20 <= count <= 70


def test_few_frames_with_a_long_delay_are_whole(tmp_path: Path) -> None:
    """With one frame a second, B-frames are decoded seconds before they are shown."""

    def slow(frame: av.VideoFrame) -> None:
        frame.pts *= FPS

    with closing(Recording(written(tmp_path / "a.mp4", [scene(i) for i in range(5)], change=slow))) as recording:
        assert len(list(recording)) == 5 and recording.missing == 0


def test_frames_that_a_capture_program_dropped_are_not_missing(tmp_path: Path) -> None:
    """An AVI has empty packets in their place."""

    def dropping(frame: av.VideoFrame) -> None:
        frame.pts *= 4

    with closing(Recording(written(tmp_path / "a.avi", [scene(i) for i in range(25)], "mjpeg", dropping))) as recording:
        assert len(list(recording)) == 25 and recording.missing == 0


def test_pictures_that_were_made_smaller_are_counted(tmp_path: Path) -> None:
    """A large part between two key frames that are looked at is found only when it comes."""
    small = written(tmp_path / "s.ts", [scene()] * 10).read_bytes()
    large = written(tmp_path / "l.ts", [scene(0, 192, 256)] * 3).read_bytes()
    (tmp_path / "a.ts").write_bytes(40 * small + large + 40 * small)
    with closing(Recording(tmp_path / "a.ts")) as recording:
        assert {picture.image.shape for picture in recording} == {(96, 128, 3)}
        assert recording.shrunk == 3
