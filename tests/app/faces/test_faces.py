from collections.abc import Iterable
from dataclasses import dataclass, replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.faces import FaceSearch, Tracker
from app.faces.motion import Motion
from app.faces.search import Detection, same_face
from app.faces.survey import Piece, pieces
from app.faces.tracks import NEW_SCORE
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, KeyPoints, Square
from tests.conftest import place, wall


@settings(deadline=None)
@given(
    st.floats(24, 700),
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from([(640, 360), (640, 480), (1280, 720), (1920, 1080), (720, 1280), (3840, 2160)]),
)
def test_every_face_lies_whole_in_a_piece_that_shows_it_large_enough(
    side: float, u: float, v: float, size: tuple[int, int]
) -> None:
    width, height = size
    side = min(side, width, height)
    face = Square(side / 2 + u * (width - side), side / 2 + v * (height - side), side)

    def shows(piece: Piece) -> bool:
        x0, y0, x1, y1 = face.box
        inside = piece.x0 <= x0 + 1e-6 and piece.y0 <= y0 + 1e-6 and piece.x1 >= x1 - 1e-6 and piece.y1 >= y1 - 1e-6
        return inside and side / piece.shrink >= 24

    found = pieces(width, height)
    assert any(map(shows, found))
    assert all(0 <= p.x0 < p.x1 <= width and 0 <= p.y0 < p.y1 <= height for p in found)


def frames_until_found(search: FaceSearch, frames: Iterable[Image], there: Square, known: list[Square]) -> int:
    """The number of frames looked at until the face at a place is found; fails where it is in none of them."""
    for count, image in enumerate(frames, 1):
        if any(same_face(d.square, there) for d in search.find(image, known)):
            return count
    raise AssertionError(f"not found in {count} frames")


@pytest.mark.parametrize("side", [24, 28, 48, 90, 200, 400, 700])
def test_a_new_face_of_any_size_is_found_within_one_round(
    photo: Image, square: Square, detector: FaceDetector, side: int
) -> None:
    image = place(photo, square, side, 800, 360, wall())
    frames_until_found(FaceSearch(detector), [image] * len(pieces(1280, 720)), Square(800, 360, side), [])


def test_a_new_face_is_found_in_the_dark(photo: Image, square: Square, detector: FaceDetector) -> None:
    dark = (0.05 * place(photo, square, 220, 640, 360, wall())).astype(np.uint8)
    grain = np.random.default_rng(0).normal(0, 2, dark.shape).astype(np.int16)
    noisy = np.asarray(cv2.add(dark, grain, dtype=cv2.CV_8U), np.uint8)
    frames_until_found(FaceSearch(detector), [noisy] * 9, Square(640, 360, 220), [])


def test_a_recording_is_looked_at_quickly_even_while_somebody_is_followed(
    photo: Image, square: Square, detector: FaceDetector
) -> None:
    known = Square(300, 300, 60)
    image = place(photo, square, 28, 1000, 560, place(photo, square, 60, 300, 300, wall()))
    assert frames_until_found(FaceSearch(detector, thorough=True), [image] * 3, Square(1000, 560, 28), [known]) <= 3


def test_the_same_frames_give_the_same_faces(photo: Image, square: Square, detector: FaceDetector) -> None:
    images = [place(photo, square, 32, 500 + 8 * i, 300, wall()) for i in range(6)]
    once, again = ([FaceSearch.find(s, i, []) for i in images] for s in (FaceSearch(detector), FaceSearch(detector)))
    assert once == again and any(once)


def test_a_face_that_comes_is_found_at_once_beside_a_followed_one(
    photo: Image, square: Square, detector: FaceDetector
) -> None:
    known = Square(300, 300, 60)
    before = place(photo, square, 60, 300, 300, wall())
    after = place(photo, square, 32, 1000, 560, before)
    for waited in range(12):  # wherever the round is
        search = FaceSearch(detector)
        for _ in range(12 + waited):
            search.find(before, [known])
        assert frames_until_found(search, [after] * 3, Square(1000, 560, 32), [known]) <= 3


def test_who_turned_away_is_looked_for_where_they_were(photo: Image, square: Square, detector: FaceDetector) -> None:
    class Places:
        """A detector that finds nobody, and notes where it looks."""

        def __init__(self) -> None:
            self.shown: list[Image] = []

        def detect(self, image: Image) -> list[KeyPoints]:
            return []

        def spot(self, image: Image) -> list[KeyPoints]:
            self.shown.append(image)
            return []

    places, image = Places(), wall()
    image[288:352, 608:672] = (1, 2, 3)  # where the face was
    search, known = FaceSearch(places), [Square(640, 320, 40)]
    search.find(image, known)
    for _ in range(4):
        search.find(image, [])  # the track has ended
    close = [shown for shown in places.shown if shown.shape[0] == shown.shape[1] == 241]
    assert len(close) == 2 and all((shown == (1, 2, 3)).all(2).sum() == 64 * 64 for shown in close)
    for _ in range(100):
        search.find(image, [])
    places.shown.clear()
    search.find(image, [])
    search.find(image, [])
    assert not [shown for shown in places.shown if shown.shape[0] == 241]  # nobody came back


def loudspeaker() -> Image:
    """A box with two cones above a slot, 200 px: BlazeFace alone may take it for a face."""
    box = np.full((200, 200, 3), 50, np.uint8)
    for x in (60, 140):
        cv2.circle(box, (x, 80), 30, (150, 150, 150), -1, cv2.LINE_AA)
        cv2.circle(box, (x, 80), 14, (20, 20, 20), -1, cv2.LINE_AA)
    cv2.rectangle(box, (70, 140), (130, 152), (15, 15, 15), -1)
    return box


@pytest.mark.parametrize("side", [40, 80, 160])
def test_a_loudspeaker_is_no_face(detector: FaceDetector, side: int) -> None:
    image = place(loudspeaker(), Square(100, 100, 200), side, 640, 360, wall())
    search = FaceSearch(detector)
    assert [d for _ in range(10) for d in search.find(image, [])] == []


def test_a_new_face_needs_both_detectors(photo: Image, square: Square, detector: FaceDetector) -> None:
    @dataclass(frozen=True)
    class Doubting:
        """The real detectors, one of them blind."""

        window: bool
        frame: float  # the score that it gives at most

        def detect(self, image: Image) -> list[KeyPoints]:
            return detector.detect(image) if self.window else []

        def spot(self, image: Image) -> list[KeyPoints]:
            return [replace(face, score=min(face.score, self.frame)) for face in detector.spot(image)]

    image = place(photo, square, 60, 320, 180, wall(360, 640))
    assert FaceSearch(Doubting(True, 1.0)).find(image, [])
    assert not FaceSearch(Doubting(False, 1.0)).find(image, [])
    assert not FaceSearch(Doubting(True, 0.7)).find(image, [])
    beside = [Square(260, 180, 60)]  # also where it is seen in a known face's window
    assert FaceSearch(Doubting(True, 1.0)).find(image, beside)
    assert not FaceSearch(Doubting(True, 0.7)).find(image, beside)


def test_a_new_face_is_seen_by_both_in_three_frames_in_a_row(
    photo: Image, square: Square, detector: FaceDetector
) -> None:
    class Wavering:
        """The real detectors; YuNet is sure for some looks only."""

        def __init__(self, frames: int) -> None:
            self.frames = frames

        def detect(self, image: Image) -> list[KeyPoints]:
            return detector.detect(image)

        def spot(self, image: Image) -> list[KeyPoints]:
            score = 0.9 if self.frames > 0 else 0.7
            return [replace(face, score=min(face.score, score)) for face in detector.spot(image)]

    image = place(photo, square, 60, 320, 180, wall(360, 640))
    for sure in (1, 2, 3):
        wavering, tracker = Wavering(sure), Tracker(96)
        search = FaceSearch(wavering)
        for i in range(8):
            tracks = tracker.update(image, search.find(image, tracker.squares), i / 30)
            wavering.frames -= 1
        assert len(tracks) == (1 if sure == 3 else 0)


def noise(height: int, width: int, levels: float, seed: int) -> Image:
    return np.clip(np.random.default_rng(seed).normal(120, levels, (height, width, 3)), 0, 255).astype(np.uint8)


def test_motion_is_where_something_changed_and_each_place_once() -> None:
    motion = Motion()
    assert [motion.place(noise(720, 1280, 8, i), []) for i in range(5)] == [None] * 5
    image = noise(720, 1280, 8, 5)
    image[300:360, 800:840] = 250
    seen = motion.place(image, [])
    assert seen is not None and max(abs(seen.x - 820), abs(seen.y - 330)) <= 16 and 60 <= seen.side <= 140
    assert motion.place(image, []) is None  # it was looked at just before
    assert [motion.place(image, []) is None for _ in range(5)] == [True] * 4 + [False]


def test_motion_of_the_light_the_camera_and_a_known_person_tells_nothing() -> None:
    texture = np.kron(np.random.default_rng(3).integers(0, 200, (45, 80, 3)), np.ones((16, 16, 1))).astype(np.uint8)
    for changed in (texture + 30, np.roll(texture, 24, axis=1)):
        motion = Motion()
        motion.place(texture, [])
        assert motion.place(changed.astype(np.uint8), []) is None
    motion, image = Motion(), texture.copy()
    motion.place(texture, [])
    image[300:720, 560:720] = 255
    assert motion.place(image, [Square(640, 300, 100)]) is None


@pytest.mark.parametrize("side", [20, 32, 64, 300])
def test_a_known_face_is_found_in_every_frame(photo: Image, square: Square, detector: FaceDetector, side: int) -> None:
    image = place(photo, square, side, 640, 360, wall())
    search = FaceSearch(detector)
    known = Square(640 + 0.1 * side, 360, side)
    for _ in range(3):
        found = [d.square for d in search.find(image, [known]) if same_face(d.square, known)]
        assert len(found) == 1
        assert found[0].side == pytest.approx(side, rel=0.2)
        assert found[0].x == pytest.approx(640, abs=0.1 * side)


def test_two_known_faces_are_each_found_once(photo: Image, square: Square, detector: FaceDetector) -> None:
    image = place(
        photo, square, 60, 300, 300, place(photo[:, ::-1].copy(), mirrored(photo, square), 60, 420, 300, wall())
    )
    known = [Square(300, 300, 60), Square(420, 300, 60)]
    found = FaceSearch(detector).find(image, known)
    assert sorted(round(d.square.x, -1) for d in found) == [300, 420]


def mirrored(photo: Image, square: Square) -> Square:
    return replace(square, x=photo.shape[1] - square.x)


def detection(x: float, y: float, side: float, score: float = 0.9) -> Detection:
    """A detection whose key points make the square asked for."""
    eye = side / 8
    face = KeyPoints((x - eye, y), (x + eye, y), (x, y + eye), (x, y + 1.5 * eye), score)
    return Detection(face, Square(x, y, side))


def person(x: float, y: float, side: float, seed: int = 0) -> Image:
    """A frame with one recognisable texture at a place: looks that stay the same while it moves."""
    rng = np.random.default_rng(seed)
    texture = np.kron(rng.integers(0, 256, (8, 8, 3)), np.ones((40, 40, 1))).astype(np.uint8)
    return place(texture, Square(160, 160, 200), side, x, y, wall(480, 640))


def follow(tracker: Tracker, x: float, time: float, seed: int = 0, side: float = 80) -> list:
    return tracker.update(person(x, 240, side, seed), [detection(x, 240, side)], time)


def test_a_track_keeps_its_id_while_the_face_moves() -> None:
    tracker = Tracker(96)
    ids = [t.id for i in range(30) for t in follow(tracker, 200 + 4 * i, i / 30)]
    assert set(ids) == {1} and len(ids) == 28  # the first two frames confirm it


def test_a_single_stray_detection_never_becomes_a_track() -> None:
    tracker = Tracker(96)
    assert follow(tracker, 200, 0.0) == []
    assert tracker.update(wall(480, 640), [], 0.03) == []
    assert follow(tracker, 200, 0.06) == []


def test_a_doubtful_new_face_is_not_followed() -> None:
    tracker = Tracker(96)
    for i in range(5):
        assert tracker.update(person(200, 240, 80), [detection(200, 240, 80, score=0.6)], i / 30) == []


def test_a_track_is_held_through_short_misses_and_then_ends() -> None:
    tracker = Tracker(96)
    for i in range(5):
        follow(tracker, 200, i / 30)
    held = tracker.update(wall(480, 640), [], 0.6)
    assert [(t.id, t.state) for t in held] == [(1, "lost")]
    assert tracker.update(wall(480, 640), [], 2.0) == []
    for i in range(5):
        again = follow(tracker, 200, 2.1 + i / 30)
    assert [t.id for t in again] == [2]


def test_state_is_by_size() -> None:
    for side, state in ((90, "far"), (150, "near")):
        tracker = Tracker(96)
        for i in range(4):
            tracks = follow(tracker, 300, i / 30, side=side)
        assert tracks[0].state == state


def test_two_people_who_cross_both_get_new_tracks() -> None:
    tracker = Tracker(96)
    tracks = []
    for i in range(40):
        left, right = 150 + 8 * i, 460 - 8 * i
        image = place(person(left, 240, 80, 0), Square(left, 240, 80), 80, left, 240, person(right, 240, 80, 1))
        apart = abs(left - right) > 60
        found = [detection(left, 240, 80), detection(right, 240, 80)] if apart else [detection(left, 240, 80)]
        tracks = tracker.update(image, found, i / 30)
        if i == 10:
            assert [t.id for t in tracks] == [1, 2]
    assert len(tracks) == 2 and min(t.id for t in tracks) > 2


def test_a_jump_across_the_room_is_a_new_track() -> None:
    tracker = Tracker(96)
    for i in range(5):
        follow(tracker, 150, i / 30)
    for i in range(5, 10):
        tracks = follow(tracker, 500, i / 30)
    assert pytest.approx(max(t.square.x for t in tracks), abs=1) == 500
    assert [t.id for t in tracks if t.state != "lost"] == [2]


def test_a_cut_ends_every_track() -> None:
    tracker = Tracker(96)
    for i in range(4):
        tracks = follow(tracker, 300, i / 30)
    assert [t.id for t in tracks] == [1]
    rng = np.random.default_rng(3)
    elsewhere = np.kron(rng.integers(0, 256, (6, 8, 3)), np.ones((80, 80, 1))).astype(np.uint8)
    scene = elsewhere.copy()
    scene[180:300, 240:360] = person(300, 240, 80)[180:300, 240:360]  # the same looks at the same place
    for i in range(4, 8):
        tracks = tracker.update(scene, [detection(300, 240, 80)], i / 30)
    assert [t.id for t in tracks] == [2]


def test_a_face_hidden_by_a_nearer_one_ends_its_track() -> None:
    tracker = Tracker(300)
    for i in range(4):
        follow(tracker, 300, i / 30, side=60)
    tracks = tracker.update(person(310, 240, 200, seed=1), [detection(310, 240, 200)], 0.2)
    assert tracks == []


def test_a_lost_face_is_clear_only_while_it_can_be_seen() -> None:
    tracker = Tracker(96)
    for i in range(4):
        follow(tracker, 300, i / 30)
    [still_there] = tracker.update(person(300, 240, 80), [], 0.2)
    assert (still_there.state, still_there.clear) == ("lost", True)
    [gone] = tracker.update(wall(480, 640), [], 0.3)
    assert (gone.id, gone.state, gone.clear) == (1, "lost", False)
    [back] = follow(tracker, 300, 0.4)
    assert (back.id, back.state, back.clear) == (1, "far", True)
    assert (still_there.misses, gone.misses, back.misses) == (1, 2, 2)


def test_a_stalled_camera_hides_a_change_of_seats() -> None:
    tracker = Tracker(96)
    for i in range(5):
        follow(tracker, 200, i / 30)
    assert [t.id for t in follow(tracker, 200, 0.5)] == [1]  # the same looks: a short stall is no harm
    for i in range(3):
        tracks = follow(tracker, 200, 2.0 + i / 30)  # but after a long one nobody knows
    assert [t.id for t in tracks] == [2]


def test_two_faces_that_could_both_be_the_known_one_end_its_track() -> None:
    tracker = Tracker(96)
    for i in range(5):
        follow(tracker, 200, i / 30)
    found = [detection(174, 240, 80), detection(226, 240, 80)]
    assert tracker.update(person(200, 240, 80), found, 0.2) == []


def test_tracks_count_the_cuts_before_them() -> None:
    tracker = Tracker(96)
    for i in range(4):
        assert all(t.scene == 0 for t in follow(tracker, 200, i / 30))
    elsewhere = np.kron(np.random.default_rng(3).integers(0, 256, (6, 8, 3)), np.ones((80, 80, 1))).astype(np.uint8)
    for i in range(4, 8):
        tracks = tracker.update(elsewhere, [detection(300, 240, 80)], i / 30)
    assert [t.scene for t in tracks] == [1]


@pytest.mark.parametrize("side", [70, 110, 150])
def test_a_new_face_small_in_the_frame_is_judged_from_close_by(
    photo: Image, square: Square, detector: FaceDetector, side: int
) -> None:
    search, frame = FaceSearch(detector), place(photo, square, side, 320, 180, wall(360, 640))
    found = [d for _ in range(60) for d in search.find(frame, [])]
    assert max(d.face.score for d in found) > NEW_SCORE + 0.1
    best = max(found, key=lambda d: d.face.score)
    assert best.square.side == pytest.approx(side, rel=0.1)
