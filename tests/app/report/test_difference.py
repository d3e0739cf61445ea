"""What the exemplars change on a far face, with the shipped network."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from app.capture.frame import Frame
from app.enhance import EnhancedFace, Enhancer, everything
from app.exemplars import Exemplar
from app.exemplars.bank import make_exemplar
from app.faces import Track
from app.faces.tracks import looks_of
from app.people.look import Scene
from app.report.difference import AMPLIFIED, CAPTION, TILE, Share, captions, difference, sheet, weight_map
from app.settings import Settings
from hime_core.geometry import Image, KeyPoints, Square, crop
from hime_core.runtime import Engine, Feature, locate_graphs
from hime_core.runtime.gpu import GpuEngine
from tests.app.remembering import Remembering
from tests.conftest import place, wall

SIDE = 40.0


def enhanced(photo: Image, square: Square, face: KeyPoints, engine: Engine, bank: list[Exemplar]) -> EnhancedFace:
    """The portrait, far away in a frame, enhanced as in a call."""
    image = place(photo, square, SIDE, 400, 300, wall())
    far = Square(400, 300, SIDE)
    track = Track(1, face, far, "far", 0.0, 1.0, 10, looks_of(image, far))
    scene = Scene(Frame(image, 1.0, 0), [track], {1: bank}, {1: 1}, 0, {})
    enhancer = Enhancer(engine, Settings().enhance.max_side, 3)
    [result] = enhancer.enhance(scene, everything(enhancer.demands(scene)))
    return result


@pytest.fixture(scope="module")
def bank(photo: Image, square: Square, face: KeyPoints) -> list[Exemplar]:
    """The same headshot three times: as it is, in less light, and blurred."""
    lights = (photo, cv2.convertScaleAbs(photo, alpha=0.6), cv2.GaussianBlur(photo, (0, 0), 1.5))
    return [make_exemplar(np.asarray(image, np.uint8), square, face, float(n)) for n, image in enumerate(lights)]


@pytest.fixture(scope="module")
def far(photo: Image, square: Square, face: KeyPoints, engine: Engine, bank: list[Exemplar]) -> EnhancedFace:
    return enhanced(photo, square, face, engine, bank)


def test_with_exemplars_is_what_the_call_shows(far: EnhancedFace, engine: Engine) -> None:
    found = difference(engine, far)
    assert np.array_equal(found.with_, far.sr)
    assert [share.exemplar.id for share in found.shares] == [exemplar.id for exemplar in far.references]
    assert np.allclose([share.weights for share in found.shares], far.weights, atol=1e-5)


def test_without_exemplars_is_what_a_face_without_a_bank_gets(
    far: EnhancedFace, photo: Image, square: Square, face: KeyPoints, engine: Engine
) -> None:
    assert np.array_equal(difference(engine, far).without, enhanced(photo, square, face, engine, []).sr)


def test_both_pictures_are_made_without_earlier_frames(far: EnhancedFace, engine: Engine) -> None:
    remembering = Remembering(engine)
    found = difference(remembering, far)  # type: ignore[arg-type]
    assert remembering.past == [] and np.array_equal(found.with_, far.sr)


def test_nothing_of_the_person_stays_with_the_engine(far: EnhancedFace) -> None:
    graphs = locate_graphs(Settings().enhance.best_model)
    half = GpuEngine(graphs.encode, graphs.cuda, "CPUExecutionProvider", "test")
    assert np.abs(difference(half, far).with_.astype(int) - far.sr).max() <= 1
    for bucket in half._buckets.values():
        assert not bucket._references.numpy().any() and not bucket._sr.numpy().any()
        assert not any(bucket._held or [])


def test_the_shares_sum_to_one(far: EnhancedFace, engine: Engine) -> None:
    shares = [share.share for share in difference(engine, far).shares]
    assert len(shares) == 3 and min(shares) > 0
    assert sum(shares) == pytest.approx(1)


def test_the_change_is_the_difference_made_stronger(far: EnhancedFace, engine: Engine) -> None:
    found = difference(engine, far)
    apart = np.abs(found.with_.astype(int) - found.without)
    assert np.array_equal(found.change, np.minimum(AMPLIFIED * apart, 255))
    assert apart.max() > 10


def test_exemplars_bring_a_face_nearer_to_the_truth(
    far: EnhancedFace, photo: Image, square: Square, engine: Engine
) -> None:
    found = difference(engine, far)
    truth = crop(photo, square.scaled(far.side / SIDE), found.with_.shape[0]).astype(int)
    inner = slice(far.side, 3 * far.side)  # the face itself
    errors = [np.abs(p - truth)[inner, inner].mean() for p in (found.bicubic, found.without, found.with_)]
    assert errors[2] < errors[1] < errors[0]


def test_a_face_without_exemplars_is_the_same_with_and_without(
    photo: Image, square: Square, face: KeyPoints, engine: Engine
) -> None:
    found = difference(engine, enhanced(photo, square, face, engine, []))
    assert found.shares == []
    assert np.array_equal(found.with_, found.without) and not found.change.any()
    assert sheet(found).shape == (CAPTION + TILE, 4 * TILE, 3)


def test_the_sheet_shows_every_part(far: EnhancedFace, engine: Engine) -> None:
    found = difference(engine, far)
    drawn = sheet(found)
    assert drawn.shape == (CAPTION + TILE + CAPTION + TILE // 2, 4 * TILE, 3)
    parts = [(picture, n * TILE, CAPTION, TILE) for n, (_, picture) in enumerate(captions(found))]
    for n, share in enumerate(found.shares):
        below = 2 * CAPTION + TILE
        parts.append((share.seen, n * TILE, below, TILE // 2))
        parts.append((weight_map(share, found.with_), n * TILE + TILE // 2, below, TILE // 2))
    for picture, x, y, side in parts:
        interpolation = cv2.INTER_AREA if side < picture.shape[0] else cv2.INTER_CUBIC
        expected = cv2.resize(picture, (side, side), interpolation=interpolation)
        assert np.array_equal(drawn[y : y + side, x : x + side], expected)


def test_a_map_is_brighter_where_an_exemplar_counts_more(bank: list[Exemplar]) -> None:
    grey = np.full((64, 64, 3), 128, np.uint8)
    weights = np.tile(np.linspace(0, 1, 16, dtype=np.float32), (16, 1))
    light = weight_map(Share(bank[0], grey, weights, 1.0), grey).astype(int).sum(2).mean(0)
    assert light.shape == (64,) and (np.diff(light[::4]) > 0).all()


def test_more_than_four_exemplars_begin_another_row(far: EnhancedFace, engine: Engine, bank: list[Exemplar]) -> None:
    many = replace(far, references=(bank * 2)[:5])
    found = difference(engine, many)
    assert len(found.shares) == 5
    assert sheet(found).shape[0] == CAPTION + TILE + 2 * (CAPTION + TILE // 2)


class FailsAfterEncoding:
    """The real engine, whose memory runs out after an exemplar was encoded."""

    def __init__(self, engine: Engine):
        self._engine, self.info, self.scale = engine, engine.info, engine.scale
        self.forgotten = 0

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        self._engine.encode(exemplars)
        raise MemoryError

    def forget(self) -> None:
        self.forgotten += 1


def test_nothing_stays_with_an_engine_that_fails_half_way(far: EnhancedFace, engine: Engine) -> None:
    failing = FailsAfterEncoding(engine)
    with pytest.raises(MemoryError):
        difference(failing, far)  # type: ignore[arg-type]
    assert failing.forgotten == 1
