import multiprocessing
import os
import re
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import cv2
import numpy as np
import pytest

from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.training.drawn_faces import drawn_person
from training.data import store
from training.data.moments import Photograph, affine, bent, lit, relight, render
from training.data.pictures import pictures, read_rgb
from training.data.store import open_store
from training.scoring.evaluate import headshot

MakePeople = Callable[..., Path]


def direct(folder: Path) -> list[list[Image]]:
    return [[read_rgb(f) for f in pictures(p)] for p in sorted(folder.iterdir())]


def assert_same(one: list[list[Image]], other: list[list[Image]]) -> None:
    assert [len(person) for person in one] == [len(person) for person in other]
    for mine, yours in zip(chain(*one), chain(*other), strict=True):
        np.testing.assert_array_equal(mine, yours)


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The pictures that were decoded for a store, so far."""
    files: list[Path] = []

    def noted(path: Path) -> Image:
        files.append(path)
        return read_rgb(path)

    monkeypatch.setattr(store, "read_rgb", noted)
    return files


def test_the_store_equals_direct_reading(make_people: MakePeople) -> None:
    folder = make_people([3, 1, 2], side=20)
    cv2.imwrite(str(folder / "p1" / "large.jpg"), drawn_person(7, 1, 33)[0])
    assert_same(open_store(folder, None), direct(folder))
    assert_same(open_store(folder, None), direct(folder))  # from the file


def test_more_pictures_than_are_decoded_at_once(make_people: MakePeople, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "DECODED_AHEAD", 3)
    folder = make_people([4, 4], side=8)
    assert_same(open_store(folder, None), direct(folder))


def test_large_pictures_are_reduced_as_headshots_are(make_people: MakePeople) -> None:
    folder = make_people([2, 1], side=48)
    cv2.imwrite(str(folder / "p1" / "small.png"), drawn_person(3, 1, 20)[0])
    (one, two), (three, small) = open_store(folder, 24)
    for image, name in zip((one, two, three), ("p0/0.png", "p0/1.png", "p1/0.png"), strict=True):
        np.testing.assert_array_equal(image, headshot(folder / name, 24))
    np.testing.assert_array_equal(small, read_rgb(folder / "p1" / "small.png"))


def test_folders_without_pictures_and_other_files_are_left_out(make_people: MakePeople) -> None:
    folder = make_people([1, 1], side=8)
    (folder / "empty").mkdir()
    (folder / "evaluation.json").write_text("[]")
    (folder / "p0" / "notes.txt").write_text("no picture")
    assert [len(person) for person in open_store(folder, None)] == [1, 1]


def test_it_is_made_once_and_again_when_a_picture_changes(make_people: MakePeople, decoded: list[Path]) -> None:
    folder = make_people([2, 2], side=16)
    before = open_store(folder, None)
    assert len(decoded) == 4
    open_store(folder, None)
    assert len(decoded) == 4
    changed = folder / "p1" / "0.png"
    changed.write_bytes((folder / "p0" / "0.png").read_bytes())
    after = open_store(folder, None)
    assert len(decoded) == 8
    np.testing.assert_array_equal(after[1][0], after[0][0])
    assert (before[1][0] != after[1][0]).any()  # who has the old one open keeps it
    os.utime(changed, ns=(1, 1))
    open_store(folder, None)
    assert len(decoded) == 12
    changed.rename(folder / "p1" / "9.png")
    assert_same(open_store(folder, None), direct(folder))
    changed.write_bytes((folder / "p0" / "1.png").read_bytes())
    assert [len(person) for person in open_store(folder, None)] == [2, 3]


def test_sizes_do_not_displace_each_other(make_people: MakePeople, decoded: list[Path]) -> None:
    folder = make_people([1, 1], side=16)
    for size in (8, 12, None, 8, 12, None):
        assert {len(image) for person in open_store(folder, size) for image in person} == {size or 16}
    assert len(decoded) == 6


@pytest.mark.parametrize("keep", [0, 4, 500])
def test_a_damaged_store_is_made_anew(make_people: MakePeople, keep: int) -> None:
    folder = make_people([2, 2], side=16)
    open_store(folder, None)
    (file,) = folder.parent.glob("*.store")
    file.write_bytes(file.read_bytes()[:keep])
    assert_same(open_store(folder, None), direct(folder))


def test_views_are_read_only_and_serve_the_augmentation(make_people: MakePeople) -> None:
    folder = make_people([1, 1], side=32)
    image = open_store(folder, None)[0][0]
    assert (image.dtype, image.shape) == (np.uint8, (32, 32, 3))
    with pytest.raises(ValueError, match="read-only"):
        image[0, 0, 0] = 1
    views = []
    for source in (image, read_rgb(folder / "p0" / "0.png")):
        rng = np.random.default_rng(0)
        view = render(Photograph(source, 1.5), affine(5, 1.1, 0.02, 0), 16, bent(0.01, rng))
        views.append(relight(view, lit(0.7, rng)))
    np.testing.assert_array_equal(*views)


def _sum(folder: Path) -> tuple[int, bool]:
    images = list(chain(*open_store(folder, None)))
    return sum(int(i.sum()) for i in images), any(i.flags.writeable for i in images)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="a spawned process takes seconds")
def test_processes_share_one_file(make_people: MakePeople) -> None:
    folder = make_people([2, 1], side=16)
    here = _sum(folder)
    (file,) = folder.parent.glob("*.store")
    made = file.stat()
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply(_sum, (folder,)) == here
    assert here[1] is False
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (made.st_ino, made.st_mtime_ns)


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-30])


def no_picture(file: Path) -> None:
    file.write_text("no picture")


def wide(file: Path) -> None:
    cv2.imwrite(str(file), np.zeros((8, 12, 3), np.uint8))


@pytest.mark.parametrize("suffix", [".jpg", ".png"])
@pytest.mark.parametrize(
    ("harm", "told"),
    [(cut_short, ""), (no_picture, "not a readable picture"), (wide, "12x8 is not square")],
)
def test_a_bad_picture_is_named_and_nothing_left(
    make_people: MakePeople, tmp_path: Path, suffix: str, harm: Callable[[Path], None], told: str
) -> None:
    folder = make_people([2, 1], side=16)
    bad = folder / "p1" / f"bad{suffix}"
    cv2.imwrite(str(bad), drawn_person(0, 1, 16)[0])
    harm(bad)
    with pytest.raises(UsageError) as error:
        open_store(folder, None)
    assert str(error.value).startswith(f"{bad}: ")
    assert told in str(error.value)
    assert "\n" not in str(error.value)
    assert [p.name for p in tmp_path.iterdir()] == [folder.name]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="absent: no such folder"):
        open_store(tmp_path / "absent", None)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nobody forbids this user to write")
def test_a_place_that_cannot_be_written_is_one_line(make_people: MakePeople, tmp_path: Path) -> None:
    folder = make_people([1, 1], side=8)
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(
            UsageError, match=r"people\.full\.store: .* cannot be written \(Permission denied\)"
        ) as error:
            open_store(folder, None)
        assert "\n" not in str(error.value)
    finally:
        tmp_path.chmod(0o755)


def test_a_store_that_cannot_be_put_in_place_is_one_line(make_people: MakePeople, tmp_path: Path) -> None:
    folder = make_people([1, 1], side=8)
    (tmp_path / "people.full.store").mkdir()
    with pytest.raises(UsageError, match=r"people\.full\.store: .* cannot be written"):
        open_store(folder, None)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["people", "people.full.store"]


def test_pictures_with_other_letters_in_their_names_are_read(tmp_path: Path) -> None:
    """On Windows, OpenCV itself opens no file whose name has letters outside ASCII."""
    folder = tmp_path / "Münchën" / "Ærø 顔"
    folder.mkdir(parents=True)
    image = drawn_person(0, 1, 24)[0]
    _, data = cv2.imencode(".png", image)
    (folder / "šá.png").write_bytes(data.tobytes())
    assert (read_rgb(folder / "šá.png") == image[..., ::-1]).all()
    [[stored]] = open_store(tmp_path / "Münchën", None)
    assert (stored == image[..., ::-1]).all()


@pytest.mark.parametrize("content", [b"", b"no picture"])
def test_what_is_no_picture_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(UsageError, match=r"a\.png: not a readable picture"):
        read_rgb(tmp_path / "a.png")
    with pytest.raises(UsageError, match=r"b\.png: not a readable picture"):
        read_rgb(tmp_path / "b.png")


def test_nothing_in_training_has_opencv_open_a_file() -> None:
    opened = re.compile(r"cv2\.(imread|imwrite|imreadmulti|VideoCapture|VideoWriter)\b")
    files = list((Path(__file__).parents[3] / "training").rglob("*.py"))
    assert len(files) > 50
    assert [file.name for file in files if opened.search(file.read_text(encoding="utf-8"))] == []
