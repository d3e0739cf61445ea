from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.exemplars import Bank, Exemplar, select
from app.exemplars.bank import EXEMPLAR_MARGIN, difference, make_exemplar, thumb_of, weakest
from app.exemplars.given import read_exemplars
from app.exemplars.quality import Pose, pose_of, quality_of
from app.settings import ExemplarSettings
from hime_core.detector import FaceDetector
from hime_core.errors import UsageError
from hime_core.geometry import Image, KeyPoints, Square, crop

FRONTAL = Pose(0, 0, 0)


def turned(photo: Image, degrees: float, square: Square) -> Image:
    matrix = cv2.getRotationMatrix2D((square.x, square.y), degrees, 1.0)
    return cv2.warpAffine(photo, matrix, photo.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)


def test_blur_darkness_smallness_and_a_turned_head_lower_quality(photo: Image, square: Square) -> None:
    good = crop(photo, square, 256)
    best = quality_of(good, FRONTAL)
    assert 0.5 < best <= 1
    assert quality_of(cv2.GaussianBlur(good, (0, 0), 4), FRONTAL) < 0.6 * best
    assert quality_of((good * 0.05).astype(np.uint8), FRONTAL) < 0.3 * best
    assert quality_of(np.clip(good.astype(int) + 150, 0, 255).astype(np.uint8), FRONTAL) < 0.8 * best
    assert quality_of(crop(photo, square, 96), FRONTAL) < 0.6 * best
    assert quality_of(good, Pose(0.5, 0, 0)) < 0.7 * best


def test_pose_is_zero_for_a_level_frontal_face_and_moves_with_the_nose() -> None:
    face = KeyPoints((40, 50), (60, 50), (50, 60), (50, 70), 1.0)
    assert pose_of(face) == Pose(0, 0, 0)
    assert pose_of(replace(face, nose=(55, 60))).yaw == pytest.approx(0.25)
    assert pose_of(replace(face, nose=(50, 65))).pitch == pytest.approx(0.25)


def test_pose_does_not_depend_on_size_and_roll_is_the_eyes_angle() -> None:
    face = KeyPoints((40, 40), (60, 60), (45, 62), (40, 70), 1.0)
    larger = KeyPoints((80, 80), (120, 120), (90, 124), (80, 140), 1.0)
    assert pose_of(face).roll == pytest.approx(np.pi / 4)
    assert pose_of(face).distance(pose_of(larger)) == pytest.approx(0, abs=1e-9)


def test_bank_takes_large_good_headshots_at_its_interval(photo: Image, square: Square, face: KeyPoints) -> None:
    bank = Bank(ExemplarSettings(interval=0.5, min_side=128))
    assert bank.offer(photo, square, face, 0.0)
    assert not bank.offer(photo, square, face, 0.4)
    assert bank.offer(photo, square, face, 0.5)
    assert not bank.offer(photo, replace(square, side=127), face, 2.0)
    assert not bank.offer(cv2.GaussianBlur(photo, (0, 0), 12), square, face, 3.0)
    assert len(bank.exemplars) == 2


def test_bank_refuses_a_face_cut_by_the_border(photo: Image, square: Square, face: KeyPoints) -> None:
    cut = photo[:, : int(square.x + 0.2 * square.side)]
    assert not Bank(ExemplarSettings()).offer(cut, square, face, 0.0)


def test_capacity_zero_banks_nothing(photo: Image, square: Square, face: KeyPoints) -> None:
    assert not Bank(ExemplarSettings(capacity=0)).offer(photo, square, face, 0.0)


def test_bank_stays_within_capacity_and_varied(photo: Image, square: Square, face: KeyPoints) -> None:
    bank = Bank(ExemplarSettings(capacity=4, interval=0))
    angles = [0, 0, 0, 25, 0, -25, 0, 0, 0]
    for time, angle in enumerate(angles):
        bank.offer(turned(photo, angle, square), square, face, float(time))
    assert len(bank.exemplars) == 4
    assert {3.0, 5.0} <= {e.time for e in bank.exemplars}  # the two turned heads are still there


def test_weakest_is_the_older_of_two_alike_unless_the_newer_is_much_worse(
    photo: Image, square: Square, face: KeyPoints
) -> None:
    old, new = (make_exemplar(photo, square, face, t) for t in (0.0, 1.0))
    other = make_exemplar(turned(photo, 40, square), square, face, 0.5)
    assert weakest([old, other, new]) is old
    bad = replace(new, quality=0.1)
    assert weakest([old, other, bad]) is bad


def test_an_exemplar_keeps_the_headshot_centred_with_its_margin(photo: Image, square: Square, face: KeyPoints) -> None:
    exemplar = make_exemplar(photo, square, face, 0.0)
    side = exemplar.image.shape[0]
    assert side == round(EXEMPLAR_MARGIN * square.side)
    middle = exemplar.image[side // 2 - 20 : side // 2 + 20, side // 2 - 20 : side // 2 + 20]
    expected = crop(photo, Square(square.x, square.y, 40), 40)
    assert np.abs(middle.astype(int) - expected).mean() < 12


def test_thumbs_forgive_light_and_a_small_shift(photo: Image, square: Square) -> None:
    thumb = thumb_of(photo, square)
    darker = thumb_of((photo * 0.6 + 10).astype(np.uint8), square)
    shifted = thumb_of(photo, replace(square, x=square.x + square.side / 32))
    turned_thumb = thumb_of(turned(photo, 30, square), square)
    assert difference(thumb, thumb) == 0
    assert difference(thumb, darker) < 0.05
    assert difference(thumb, shifted) < 0.05
    assert difference(thumb, turned_thumb) > 0.4


def exemplars_at(photo: Image, square: Square, face: KeyPoints, angles: list[float]) -> list[Exemplar]:
    return [make_exemplar(turned(photo, a, square), square, face, 0.0) for a in angles]


def test_select_takes_those_most_alike_best_first(photo: Image, square: Square, face: KeyPoints) -> None:
    bank = exemplars_at(photo, square, face, [-30, -15, 0, 15, 30])
    chosen = select(bank, turned(photo, 14, square), square, face, 2, frozenset())
    assert chosen[0] is bank[3]
    assert chosen[1] in (bank[2], bank[4])


def test_select_on_a_tiny_face(photo: Image, square: Square, face: KeyPoints) -> None:
    bank = exemplars_at(photo, square, face, [-30, 0, 30])
    k = 32 / square.side
    tiny = cv2.resize(turned(photo, 28, square), None, fx=k, fy=k, interpolation=cv2.INTER_AREA)
    there = Square(square.x * k, square.y * k, 32)
    assert select(bank, tiny, there, face, 1, frozenset()) == [bank[2]]


def test_an_exemplar_in_use_is_kept_while_it_is_about_as_good(photo: Image, square: Square, face: KeyPoints) -> None:
    bank = exemplars_at(photo, square, face, [-6, 6])
    image = turned(photo, 0.4, square)
    first = select(bank, image, square, face, 1, frozenset())[0]
    other = next(e for e in bank if e is not first)
    assert select(bank, image, square, face, 1, frozenset({other.id})) == [other]
    clearly = turned(photo, 6 if first is bank[1] else -6, square)
    assert select(bank, clearly, square, face, 1, frozenset({other.id})) == [first]


def test_nothing_to_select(photo: Image, square: Square, face: KeyPoints) -> None:
    assert select([], photo, square, face, 3, frozenset()) == []
    assert select(exemplars_at(photo, square, face, [0]), photo, square, face, 0, frozenset()) == []


def test_given_photographs_become_exemplars(
    tmp_path: Path, photo: Image, detector: FaceDetector, capsys: pytest.CaptureFixture[str]
) -> None:
    cv2.imwrite(str(tmp_path / "me.png"), photo)
    cv2.imwrite(str(tmp_path / "wall.png"), np.full((200, 200, 3), 90, np.uint8))
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    assert len(read_exemplars(tmp_path, detector)) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"hime: {tmp_path / 'broken.jpg'}: left out; no picture, damaged, or too large",
        f"hime: {tmp_path / 'wall.png'}: left out; 0 faces",
    ]


def test_a_given_photograph_may_have_any_name(
    tmp_path: Path, photo: Image, detector: FaceDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Jürgens Photos 写真"
    folder.mkdir()
    (folder / "ich 📷.png").write_bytes(cv2.imencode(".png", photo)[1].tobytes())
    monkeypatch.setattr(cv2, "imread", lambda *_: None)  # what Windows gives for this name
    assert len(read_exemplars(folder, detector)) == 1


def test_given_folder_without_a_face(tmp_path: Path, detector: FaceDetector) -> None:
    with pytest.raises(UsageError, match="no photograph with exactly one face"):
        read_exemplars(tmp_path, detector)
    with pytest.raises(UsageError, match="no such folder"):
        read_exemplars(tmp_path / "none", detector)
