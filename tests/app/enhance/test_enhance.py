from dataclasses import replace

import cv2
import numpy as np
import pytest

from app.capture.frame import Frame
from app.enhance import EnhancedFace, Enhancer, Grant, everything
from app.enhance.carry import carried
from app.enhance.colour_place import ColourPlace, seeming_move
from app.exemplars import Exemplar
from app.exemplars.bank import make_exemplar
from app.faces import Track
from app.faces.tracks import looks_of
from app.people.look import Scene
from app.picture.compose import compose
from app.run.offline import Graph
from app.settings import Settings
from hime_core.camera.colour import coarser
from hime_core.camera.parameters import Colour
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, KeyPoints, Square
from hime_core.recogniser import Recogniser
from hime_core.runtime import Engine, EngineInfo
from hime_core.runtime.engine import EngineError
from tests.conftest import place, wall


class Counting:
    """The real engine, with its calls counted."""

    remembers = False

    def __init__(self, engine: Engine):
        self._engine, self.info, self.scale = engine, engine.info, engine.scale
        self.encoded = 0
        self.features: list[np.ndarray] = []
        self.forgotten = 0
        self.enhanced = 0
        self.batches = 0

    def encode(self, exemplars: list[Image]) -> np.ndarray:
        self.encoded += len(exemplars)
        features = self._engine.encode(exemplars)
        self.features += list(features)
        return features

    def enhance(self, lr: list[Image], references: list[np.ndarray]) -> tuple[list[Image], list[np.ndarray]]:
        self.enhanced += len(lr)
        self.batches += 1
        return self._engine.enhance(lr, references)

    def forget(self) -> None:
        self.forgotten += 1
        self._engine.forget()


class Broken:
    """An engine whose output is not a picture."""

    info = EngineInfo("broken", "none", "test")
    scale = 4
    remembers = False

    def encode(self, exemplars: list[Image]) -> np.ndarray:
        return np.zeros((len(exemplars), 4, 8, 8), np.float32)

    def enhance(self, lr: list[Image], references: list[np.ndarray]) -> tuple[list[Image], list[np.ndarray]]:
        raise EngineError("NaN")


def track(image: Image, x: float, y: float, side: float, face: KeyPoints, id: int = 1) -> Track:
    square = Square(x, y, side)
    return Track(id, face, square, "far", 0.0, 1.0, 10, looks_of(image, square))


def enhancer_of(engine: Engine) -> Enhancer:
    settings = Settings()
    return Enhancer(engine, settings.enhance.max_side, settings.exemplars.references)


def enhanced(
    enhancer: Enhancer, image: Image, tracks: list[Track], banks: dict[int, list[Exemplar]], now: float = 1.0
) -> list[EnhancedFace]:
    """Enhance every face of a scene in full."""
    scene = Scene(Frame(image, now, 0), tracks, banks, {}, 0, {})
    return enhancer.enhance(scene, everything(enhancer.demands(scene)))


@pytest.fixture
def scene(photo: Image, square: Square) -> Image:
    return place(
        photo,
        square,
        45,
        400,
        300,
        place(photo[:, ::-1].copy(), replace(square, x=512 - square.x), 45, 800, 300, wall()),
    )


def test_each_face_is_enhanced_with_its_own_exemplars_only(
    scene: Image, photo: Image, square: Square, face: KeyPoints, engine: Engine
) -> None:
    mine = [make_exemplar(photo, square, face, float(t)) for t in range(4)]
    theirs = [make_exemplar(photo[:, ::-1].copy(), replace(square, x=512 - square.x), face, float(t)) for t in range(4)]
    tracks = [track(scene, 400, 300, 45, face, 1), track(scene, 800, 300, 45, face, 2)]
    banks = {1: mine, 2: theirs}
    faces = enhanced(enhancer_of(engine), scene, tracks, banks)
    assert [f.track_id for f in faces] == [1, 2]
    for result, bank in zip(faces, (mine, theirs), strict=True):
        assert len(result.references) == 3
        assert {e.id for e in result.references} <= {e.id for e in bank}


def test_without_a_bank_a_face_is_enhanced_without_references(scene: Image, face: KeyPoints, engine: Engine) -> None:
    [result] = enhanced(enhancer_of(engine), scene, [track(scene, 400, 300, 45, face)], {})
    assert result.references == [] and result.weights.shape[0] == 0
    assert result.sr.shape == (4 * result.side, 4 * result.side, 3)


def test_sr_shows_what_the_window_shows(scene: Image, face: KeyPoints, engine: Engine) -> None:
    [result] = enhanced(enhancer_of(engine), scene, [track(scene, 400.4, 300.3, 45, face)], {})
    window = scene[result.y : result.y + result.side, result.x : result.x + result.side]
    back = cv2.resize(result.sr, (result.side, result.side), interpolation=cv2.INTER_AREA)
    assert np.abs(back.astype(int) - window).mean() < 6


def test_features_are_encoded_once_per_exemplar_and_size(
    scene: Image, photo: Image, square: Square, face: KeyPoints, engine: Engine
) -> None:
    counting = Counting(engine)
    enhancer = enhancer_of(counting)
    bank = [make_exemplar(photo, square, face, float(t)) for t in range(3)]
    for _ in range(3):
        enhanced(enhancer, scene, [track(scene, 400, 300, 45, face)], {1: bank})
    assert (counting.encoded, counting.enhanced) == (3, 3)
    enhanced(enhancer, scene, [track(scene, 400, 300, 70, face)], {1: bank})
    assert counting.encoded == 6


def test_forgotten_exemplars_leave_no_features(
    scene: Image, photo: Image, square: Square, face: KeyPoints, engine: Engine
) -> None:
    counting = Counting(engine)
    enhancer = enhancer_of(counting)
    bank = [make_exemplar(photo, square, face, 0.0)]
    here = [track(scene, 400, 300, 45, face)]
    enhanced(enhancer, scene, here, {1: bank})
    enhanced(enhancer, scene, here, {1: []})
    assert enhancer._features == {}
    assert counting.forgotten == 1
    enhanced(enhancer, scene, here, {1: bank})
    assert counting.encoded == 2
    enhancer.wipe()
    assert counting.forgotten == 2


def test_window_holds_the_headshot_and_does_not_flip_between_sizes(
    scene: Image, face: KeyPoints, engine: Engine
) -> None:
    enhancer = enhancer_of(engine)

    def side(headshot: float) -> int:
        return enhanced(enhancer, scene, [track(scene, 400, 300, headshot, face)], {})[0].side

    assert side(42) == 48  # 1.12 · 42 = 47.04
    assert [side(s) for s in (42.8, 36, 34, 40.5)] == [48] * 4
    assert side(43) == 56
    assert side(30) == 40
    assert side(10) == 24


def moving_colour(enhancer: Enhancer, scene: Image, bank: dict[int, list[Exemplar]], here: Track) -> list[float]:
    """By how many pixels colour lies to the right in what the network sees, for 30 frames of a source that moves it."""
    source = np.ascontiguousarray(coarser(scene[..., ::-1].copy(), Colour("4:2:0", "middle", "left"))[..., ::-1])
    moves = []
    for i in range(30):
        [result] = enhanced(enhancer, source, [here], bank, 1.0 + i / 5)
        right = scene[result.y : result.y + result.side, result.x : result.x + result.side]
        moves.append(seeming_move(result.lr)[0] - seeming_move(right)[0])
    return moves


def test_colour_that_the_source_moves_is_put_back(
    scene: Image, photo: Image, square: Square, face: KeyPoints, engine: Engine
) -> None:
    bank = {1: [make_exemplar(photo, square, face, 0.0)]}
    moves = moving_colour(enhancer_of(engine), scene, bank, track(scene, 400, 300, 45, face))
    assert moves[0] < -0.2
    assert abs(moves[-1]) < 0.1


def test_photographs_do_not_tell_whether_a_source_moves_colour(
    scene: Image, photo: Image, square: Square, face: KeyPoints, engine: Engine
) -> None:
    given = {1: [replace(make_exemplar(photo, square, face, 0.0), side=None)]}
    moves = moving_colour(enhancer_of(engine), scene, given, track(scene, 400, 300, 45, face))
    assert moves[-1] == moves[0] < -0.2


def test_an_exemplar_hardly_larger_than_the_far_face_is_not_compared(
    scene: Image, photo: Image, square: Square, face: KeyPoints, engine: Engine
) -> None:
    bank = {1: [replace(make_exemplar(photo, square, face, 0.0), side=80.0)]}
    enhancer = enhancer_of(engine)
    moving_colour(enhancer, scene, bank, track(scene, 400, 300, 45, face))
    assert enhancer.colour.decided is None


def test_all_far_faces_tell_where_colour_lies(
    scene: Image, photo: Image, square: Square, face: KeyPoints, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a frame that is due, each face is compared with an exemplar of its own person. A small window is left out."""
    upright = make_exemplar(photo, square, face, 0.0)
    mirrored = make_exemplar(photo[:, ::-1].copy(), replace(square, x=512 - square.x), face, 0.0)
    places = ((400, 45), (800, 60), (800, 30))
    tracks = [track(scene, x, 300, side, face, i + 1) for i, (x, side) in enumerate(places)]
    compared: list[tuple[Image, Image]] = []
    monkeypatch.setattr(ColourPlace, "compare", lambda self, far, near, *_: compared.append((far, near)))
    enhanced(enhancer_of(engine), scene, tracks, {1: [upright], 2: [mirrored], 3: [mirrored]})
    assert [far.shape[0] for far, _ in compared] == [56, 72]
    for far, near in compared:
        own, other = (np.abs(far.astype(int) - picture).mean() for picture in (near, near[:, ::-1]))
        assert own < other


def test_the_latest_exemplar_of_the_source_tells(
    scene: Image, photo: Image, square: Square, face: KeyPoints, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    dark = make_exemplar(photo // 2, square, face, 5.0)
    bank = {
        1: [make_exemplar(photo, square, face, 0.0), dark, replace(make_exemplar(photo, square, face, 9.0), side=None)]
    }
    seen: list[Image] = []
    monkeypatch.setattr(ColourPlace, "compare", lambda self, far, near, *_: seen.append(near))
    enhanced(enhancer_of(engine), scene, [track(scene, 400, 300, 45, face)], bank)
    assert seen[0].mean() < 0.7 * photo.mean()


def test_wiping_keeps_where_colour_lies(engine: Engine) -> None:
    enhancer = enhancer_of(engine)
    enhancer.colour.decided = -0.5
    enhancer.wipe()
    assert enhancer.colour.decided == -0.5


@pytest.mark.parametrize("lr", [56, 48])
def test_a_carried_face_has_its_colour_in_place(scene: Image, face: KeyPoints, engine: Engine, lr: int) -> None:
    """A still picture looks the same, whether its face is new or carried."""
    place = ColourPlace()
    place.decided = place.moved = -0.5
    enhancer = Enhancer(engine, Settings().enhance.max_side, 3, place)
    whole = Scene(Frame(scene, 1.0, 0), [track(scene, 400, 300, 45, face)], {}, {}, 0, {})
    [demand] = enhancer.demands(whole)
    [new] = enhancer.enhance(whole, [Grant(demand, lr, 0)])
    assert new.colour_moved == -0.5 * lr / 56
    later = carried(new, scene, new.square, 1.05)
    assert later is not None
    assert np.abs(later.sr.astype(int) - new.sr).max() <= 3


def test_a_face_at_the_border_is_enhanced(scene: Image, face: KeyPoints, engine: Engine) -> None:
    faces = enhanced(enhancer_of(engine), scene, [track(scene, 5, 715, 45, face)], {})
    assert faces[0].x < 0 and faces[0].y + faces[0].side > 720


def test_enhancement_fades_with_size_and_in_time(scene: Image, face: KeyPoints, engine: Engine) -> None:
    settings = Settings()
    limit = settings.enhance.max_side
    enhancer = enhancer_of(engine)

    def strength(side: float, now: float) -> float:
        faces = enhanced(enhancer, scene, [track(scene, 400, 300, side, face)], {}, now)
        return faces[0].strength if faces else 0.0

    assert strength(limit + 1, 1.0) == 0
    assert 0 < strength(0.95 * limit, 1.0) < strength(0.9 * limit, 1.0) < 1
    assert strength(40, 1.0) == 1
    assert strength(40, 0.0) == 0
    assert 0 < strength(40, 0.1) < 1


def test_an_output_that_is_no_picture_is_shown_as_the_camera_saw_it(
    photo: Image, square: Square, detector: FaceDetector, recogniser: Recogniser
) -> None:
    graph = Graph(Broken(), detector, recogniser, Settings(), 640, 360)
    image = place(photo, square, 60, 320, 180, wall(360, 640))
    results = [graph.process(Frame(image, i / 30, i)) for i in range(40)]
    assert results[-1].failed and results[-1].tracks and results[-1].faces == []
    np.testing.assert_array_equal(results[-1].image, compose(image, results[-1].view, []))


def test_a_lost_face_is_not_painted_on_what_hides_it(scene: Image, face: KeyPoints, engine: Engine) -> None:
    hidden = replace(track(scene, 400, 300, 45, face), state="lost", clear=False)
    assert enhanced(enhancer_of(engine), scene, [hidden], {}) == []


def test_given_exemplars_stay_with_the_first_person_alone_in_view(
    photo: Image, square: Square, face: KeyPoints, engine: Engine, detector: FaceDetector, recogniser: Recogniser
) -> None:
    mirrored, there = photo[:, ::-1].copy(), replace(square, x=512 - square.x)
    given = [make_exemplar(photo, square, face, 0.0)]

    def served(pictures: list[Image]) -> dict[int, int]:
        """By track: with how many references it was enhanced last."""
        graph = Graph(engine, detector, recogniser, Settings(), 640, 360, given)
        faces = [f for i, p in enumerate(pictures) for f in graph.process(Frame(p, i / 10, i)).faces]
        return {f.track_id: len(f.references) for f in faces}

    owner = place(photo, square, 60, 200, 180, wall(360, 640))
    both = place(mirrored, there, 60, 450, 180, owner)
    other = place(mirrored, there, 60, 450, 180, wall(360, 640))
    assert list(served([both] * 12).values()) == [0, 0]
    assert sorted(served([owner] * 12 + [both] * 12).values()) == [0, 1]
    assert sorted(served([owner] * 12 + [wall(360, 640)] * 15 + [other] * 12).values()) == [0, 1]


def test_a_smaller_grant_covers_the_same_window(scene: Image, face: KeyPoints, engine: Engine) -> None:
    enhancer = enhancer_of(engine)
    whole = Scene(Frame(scene, 1.0, 0), [track(scene, 400, 300, 45, face)], {}, {}, 0, {})
    [demand] = enhancer.demands(whole)
    [full] = enhancer.enhance(whole, [Grant(demand, demand.side, 0)])
    [small] = enhancer.enhance(whole, [Grant(demand, 40, 0)])
    assert (small.x, small.y, small.side) == (full.x, full.y, full.side) == (demand.x, demand.y, 56)
    assert small.lr.shape == (40, 40, 3) and small.sr.shape == (160, 160, 3)
    assert np.abs(cv2.resize(small.sr, (224, 224)).astype(int) - full.sr).mean() < 6


def test_faces_of_one_size_go_in_one_batch(scene: Image, face: KeyPoints, engine: Engine) -> None:
    counting = Counting(engine)
    two = [track(scene, 400, 300, 45, face, 1), track(scene, 800, 300, 45, face, 2)]
    both = enhanced(enhancer_of(counting), scene, two, {})
    assert (counting.enhanced, counting.batches) == (2, 1)
    alone = enhanced(enhancer_of(counting), scene, two[1:], {})
    assert np.abs(both[1].sr.astype(int) - alone[0].sr).max() <= 1


def test_features_that_are_no_longer_kept_are_overwritten(
    scene: Image, photo: Image, square: Square, face: KeyPoints, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = [make_exemplar(photo, square, face, float(t)) for t in range(3)]
    here = [track(scene, 400, 300, 45, face)]
    [as_usual] = enhanced(enhancer_of(engine), scene, here, {1: bank})
    monkeypatch.setattr("app.enhance.enhancer.KEPT_FEATURES", 1)
    counting = Counting(engine)
    enhancer = enhancer_of(counting)
    [result] = enhanced(enhancer, scene, here, {1: bank})
    np.testing.assert_array_equal(result.sr, as_usual.sr)  # those in use are not overwritten
    enhanced(enhancer, scene, [track(scene, 400, 300, 60, face)], {1: bank})
    first, second, *_ = counting.features
    assert not np.any(first) and not np.any(second)
    assert len(enhancer._features) <= 4  # the one that was kept, and those of the last round
