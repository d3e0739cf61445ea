from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
import skimage.data

from hime_core.detector import FaceDetector
from hime_core.errors import UsageError
from hime_core.geometry import Image, headshot_square
from training.data.prepare import headshot_of, held_out, prepare_call, prepare_folder

DEFAULTS = {"names": ["*"], "margin": 1.5, "size": 448, "hold_out": 0, "min_images": 2, "seed": 0}


@pytest.fixture(scope="module")
def photo() -> Image:
    """A photograph with one face of about 180 px, 512×512 BGR."""
    return np.ascontiguousarray(skimage.data.astronaut()[..., ::-1])


@pytest.fixture
def album(photo: Image, tmp_path: Path) -> Callable[..., Path]:
    """album(a=["x.png"], ...): identity folders with these photographs; names with "nobody" show no face."""

    def make(**identities: list[str]) -> Path:
        for identity, names in identities.items():
            folder = tmp_path / "album" / identity
            folder.mkdir(parents=True)
            for name in names:
                cv2.imwrite(str(folder / name), np.full_like(photo, 90) if "nobody" in name else photo)
        return tmp_path / "album"

    return make


def written(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*.*"))


def test_headshot_is_the_face_framed_by_the_convention(photo: Image, detector: FaceDetector) -> None:
    headshot = headshot_of(photo, detector, 1.0, 448)
    assert headshot is not None
    (face,) = detector.detect(photo)
    assert headshot.shape == (round(headshot_square(face).side),) * 2 + (3,)
    (again,) = detector.detect(headshot)
    square = headshot_square(again)
    assert (square.x / len(headshot), square.y / len(headshot)) == pytest.approx((0.5, 0.5), abs=0.05)
    assert square.side / len(headshot) == pytest.approx(1, abs=0.15)


def test_a_margin_keeps_more_about_the_same_centre(photo: Image, detector: FaceDetector) -> None:
    near, far = (headshot_of(photo, detector, margin, 90) for margin in (1.0, 1.5))
    assert near is not None
    assert far is not None
    assert near.shape == far.shape == (90, 90, 3)
    centre = cv2.resize(far[15:75, 15:75], (90, 90), interpolation=cv2.INTER_CUBIC)
    blurred = [cv2.GaussianBlur(image, (0, 0), 2).astype(int) for image in (near, centre)]
    assert np.abs(blurred[0] - blurred[1]).mean() < 5


def test_the_largest_face_is_taken(photo: Image, detector: FaceDetector) -> None:
    head = photo[:300, 60:360]
    small = np.full_like(head, 128)
    small[30:240, 45:255] = cv2.resize(head, (210, 210), interpolation=cv2.INTER_AREA)
    both = np.hstack([small, head])
    sides = [headshot_square(face).side for face in detector.detect(both)]
    headshot = headshot_of(both, detector, 1.0, 448)
    assert len(sides) == 2
    assert headshot is not None
    assert len(headshot) == round(max(sides)) > 1.2 * min(sides)


def test_folder_writes_training_pictures_with_their_margin(
    album: Callable[..., Path], detector: FaceDetector, tmp_path: Path
) -> None:
    source = album(a=["one.jpg", "two.PNG", "nobody.jpg"], b=["x.jpeg"])
    (source / "a" / "notes.txt").write_text("not a photograph")
    (source / "a" / "broken.jpg").write_bytes(b"not a picture")
    (source / "loose.txt").write_text("not a folder")
    counts = prepare_folder(source, tmp_path / "out", detector, **DEFAULTS | {"size": 200})
    assert counts == {"train": 3, "dev": 0, "val": 0, "no_face": 2}
    assert written(tmp_path / "out") == ["train/a/one.png", "train/a/two.png", "train/b/x.png"]
    assert cv2.imread(str(tmp_path / "out/train/a/two.png")).shape == (200, 200, 3)


def test_folder_takes_named_files_alone(album: Callable[..., Path], detector: FaceDetector, tmp_path: Path) -> None:
    source = album(a=["portrait_1.jpg", "hand_1.jpg", "face.png"], b=["hand_2.jpg"])
    counts = prepare_folder(source, tmp_path / "out", detector, **DEFAULTS | {"names": ["portrait_*", "face.*"]})
    assert counts["train"] == 2
    assert written(tmp_path / "out") == ["train/a/face.png", "train/a/portrait_1.png"]


def test_folder_holds_out_whole_identities(
    album: Callable[..., Path], photo: Image, detector: FaceDetector, tmp_path: Path
) -> None:
    source = album(a=["1.png", "2.png"], b=["1.png"], c=["1.png", "2.png"], d=["1.png", "2.png"], e=["1.png"])
    counts = prepare_folder(source, tmp_path / "out", detector, **DEFAULTS | {"hold_out": 2})
    assert counts == {"train": 4, "dev": 0, "val": 4, "no_face": 0}
    train, val = ({p.name for p in (tmp_path / "out" / part).iterdir()} for part in ("train", "val"))
    assert len(val) == 2
    assert val < {"a", "c", "d"}  # b and e have too few photographs
    assert train == {"a", "b", "c", "d", "e"} - val
    pictures = [cv2.imread(str(next((tmp_path / "out" / part).rglob("*.png")))) for part in ("train", "val")]
    side = headshot_square(detector.detect(photo)[0]).side
    assert [len(p) for p in pictures] == [round(1.5 * side), round(side)]  # held-out headshots have no margin


def test_development_is_drawn_from_training_alone(tmp_path: Path) -> None:
    people = {f"p{i}": [tmp_path] * (1 + i % 3) for i in range(12)}
    without, parts = (held_out(tmp_path, people, 4, development, 2, 0) for development in (0, 3))
    assert without == {person: part for person, part in parts.items() if part == "val"}
    assert sorted(parts.values()) == ["dev"] * 3 + ["val"] * 4
    assert all(len(people[person]) >= 2 for person in parts)
    with pytest.raises(UsageError, match="9 identities to hold out, but 8 have 2 photos"):
        held_out(tmp_path, people, 4, 5, 2, 0)


def test_folder_draws_the_held_out_by_the_seed(
    album: Callable[..., Path], detector: FaceDetector, tmp_path: Path
) -> None:
    source = album(**{f"p{i}": ["1.png"] for i in range(8)})
    drawn = []
    for run, seed in enumerate((0, 0, 1)):
        options = DEFAULTS | {"size": 50, "hold_out": 4, "min_images": 1, "seed": seed}
        prepare_folder(source, tmp_path / f"out{run}", detector, **options)
        drawn.append(sorted(p.name for p in (tmp_path / f"out{run}" / "val").iterdir()))
    assert drawn[0] == drawn[1] != drawn[2]


def test_folder_refuses_what_it_cannot_do(album: Callable[..., Path], detector: FaceDetector, tmp_path: Path) -> None:
    source, out = album(a=["1.png", "2.png"], b=["1.png"]), tmp_path / "out"
    with pytest.raises(UsageError, match="2 identities to hold out, but 1 have 2"):
        prepare_folder(source, out, detector, **DEFAULTS | {"hold_out": 2})
    with pytest.raises(UsageError, match="no photographs"):
        prepare_folder(source, out, detector, **DEFAULTS | {"names": ["portrait_*"]})
    with pytest.raises(UsageError, match="absent: no such folder"):
        prepare_folder(tmp_path / "absent", out, detector, **DEFAULTS)
    assert not out.exists()


def test_call_takes_every_nth_frame(photo: Image, detector: FaceDetector, tmp_path: Path) -> None:
    """Seven frames, the last three without a face."""
    with av.open(str(tmp_path / "monday.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 512, 512, "yuv420p", 4_000_000
        for index in range(7):
            picture = photo if index < 4 else np.full_like(photo, 90)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    counts = prepare_call([tmp_path / "monday.mp4"], tmp_path / "out", detector, every=2, size=100)
    assert counts == {"val": 2, "no_face": 2, "frames_damaged": 0}
    assert written(tmp_path / "out") == ["monday/0000.png", "monday/0002.png"]
    assert cv2.imread(str(tmp_path / "out/monday/0002.png")).shape == (100, 100, 3)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_call_turns_frames_upright(photo: Image, detector: FaceDetector, tmp_path: Path, degrees: int) -> None:
    """A phone stores its sensor's picture and how far to turn it."""
    with av.open(str(tmp_path / "phone.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 512, 512, "yuv420p", 4_000_000
        stream.set_display_rotation(degrees)
        lying = np.ascontiguousarray(np.rot90(photo, -degrees // 90))
        for packet in [*stream.encode(av.VideoFrame.from_ndarray(lying, format="bgr24")), *stream.encode()]:
            container.mux(packet)
    assert prepare_call([tmp_path / "phone.mp4"], tmp_path / "out", detector, every=1, size=100)["val"] == 1
    expected, made = headshot_of(photo, detector, 1.0, 100), cv2.imread(str(tmp_path / "out/phone/0000.png"))
    assert expected is not None
    assert np.corrcoef(expected.ravel(), made.ravel())[0, 1] > 0.97


@pytest.mark.parametrize("content", [None, b"not a video"])
def test_call_refuses_what_is_no_video(detector: FaceDetector, tmp_path: Path, content: bytes | None) -> None:
    call = tmp_path / "call.mp4"
    if content is not None:
        call.write_bytes(content)
    with pytest.raises(UsageError, match=r"call\.mp4: cannot be read as a video") as error:
        prepare_call([call], tmp_path / "out", detector, every=1, size=100)
    assert "\n" not in str(error.value)
