import cv2
import numpy as np
import pytest
from numpy.random import Generator, default_rng

from hime_core.geometry import Image
from training.data.moments import affine, bent, lit, pictures, relight, render, turned
from training.data.moments import draw as draw_moment
from training.data.person import Person, Photograph
from training.settings.config import Moments

NOTHING = dict.fromkeys(("easy_reference", "more_easy", "second_photograph", "stranger", "blank"), 0.0)
RED, GREEN, BLUE = np.eye(3, dtype=np.uint8) * 200


def chances(**shares: float) -> Moments:
    """Nothing happens but what is named."""
    return Moments(**NOTHING | shares)


def rng(seed: int = 0) -> Generator:
    return default_rng(seed)


def noise(side: int) -> Image:
    return rng().integers(0, 256, (side, side, 3)).astype(np.uint8)


def blobs(seed: int, side: int = 96, grain: int = 6) -> Image:
    """Structure of so many pixels; the default is fine enough that a small shift is easily seen."""
    coarse = rng(seed).integers(0, 256, (side // grain, side // grain, 3)).astype(np.uint8)
    return cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)


def person(*pictures: Image) -> Person:
    return [Photograph(p, 1.5) for p in pictures]


def plain(colour: Image) -> Image:
    return np.full((96, 96, 3), colour, np.uint8)


def hue(image: Image) -> int:
    """0 for red, 1 for green, 2 for blue."""
    return int(image.mean((0, 1)).argmax())


def correlation(a: Image, b: Image) -> float:
    return float(np.corrcoef(a.mean(2).ravel(), b.mean(2).ravel())[0, 1])


def draw(who: Person, moments: Moments, seed: int, references: int = 1, ease: float = 1.0) -> tuple[Image, list[Image]]:
    """Target and references of one sample at HR 64."""
    return pictures(draw_moment(who, person(plain(BLUE)), references, moments, ease, rng(seed)), 64)


def test_render_in_place_cuts_out_the_headshot() -> None:
    image = noise(96)
    out = render(Photograph(image, 1.5), affine(0, 1, 0, 0), 64)
    np.testing.assert_array_equal(out, image[16:80, 16:80])


def test_render_moves_and_scales_in_headshot_units() -> None:
    image = noise(96)
    moved = render(Photograph(image, 1.5), affine(0, 1, 8 / 64, -4 / 64), 64)
    np.testing.assert_array_equal(moved, image[12:76, 24:88])
    whole = render(Photograph(image, 1.5), affine(0, 1.5, 0, 0), 96)
    np.testing.assert_array_equal(whole, image)


def test_render_rotates_about_the_centre() -> None:
    image = noise(96)
    out = render(Photograph(image, 1.5), affine(90, 1, 0, 0), 64)
    assert np.abs(out.astype(int) - np.rot90(image[16:80, 16:80])).mean() < 1


def test_render_averages_a_finer_photograph() -> None:
    image = noise(384)
    out = render(Photograph(image, 1.5), affine(0, 1, 0, 0), 64)
    np.testing.assert_allclose(out, image[64:320, 64:320].reshape(64, 4, 64, 4, 3).mean((1, 3)), atol=1.5)


def test_render_bends() -> None:
    photo = Photograph(blobs(0), 1.5)
    straight, moved = (render(photo, affine(0, 1, 0, 0), 64, bent(bend, rng())) for bend in (0.0, 0.02))
    assert 0.5 < correlation(straight, moved) < 0.98


def test_a_turn_moves_what_is_near_and_leaves_the_background() -> None:
    photo = Photograph(blobs(0), 1.5)
    straight, away = (render(photo, affine(0, 1, 0, 0), 64, None, turn) for turn in ((0, 0), (20, 0)))
    np.testing.assert_array_equal(away[:, :8], straight[:, :8])
    # The middle of the head is 0.3 deep: sin 20° of that to the right, less where the dome falls off.
    assert moved_by(straight, away) in ((0, 5), (0, 6))


def test_a_pitch_moves_down() -> None:
    photo = Photograph(blobs(0), 1.5)
    straight, down = (render(photo, affine(0, 1, 0, 0), 64, None, turn) for turn in ((0, 0), (0, 10)))
    assert moved_by(straight, down) == (3, 0)


def moved_by(before: Image, after: Image) -> tuple[int, int]:
    """Where the middle of a picture went, (down, right) in pixels: the best of all shifts of up to 8."""
    shifts = [(y, x) for y in range(-8, 9) for x in range(-8, 9)]
    middle = before[26:38, 26:38]
    return max(shifts, key=lambda s: correlation(after[26 + s[0] : 38 + s[0], 26 + s[1] : 38 + s[1]], middle))


@pytest.mark.parametrize("most", [30.0])
def test_the_widest_turn_does_not_fold_the_face(most: float) -> None:
    """A picture of its own coordinates, turned, still grows to the right and downwards."""
    ramp = np.linspace(0, 255, 192, dtype=np.float32)
    across, down = (np.repeat(r[..., None], 3, 2) for r in np.meshgrid(ramp, ramp))
    for turn in ((most, most / 2), (-most, -most / 2)):
        x, y = (
            render(Photograph(np.round(picture).astype(np.uint8), 1.5), affine(0, 1, 0, 0), 48, None, turn)
            for picture in (across, down)
        )
        assert np.diff(x[..., 0].astype(int), axis=1).min() >= 0
        assert np.diff(y[..., 0].astype(int), axis=0).min() >= 0


@pytest.mark.parametrize(
    ("shares", "ease", "most"),
    [
        ({}, 1.0, 20.0),
        ({"stranger": 1.0}, 1.0, 20.0),
        ({"all_wrong": 1.0}, 1.0, 20.0),
        ({"easy_reference": 1.0}, 0.5, 2.5),
        ({"all_wrong": 1.0, "impostors": 1.0, "impostor_turn": 6.0}, 1.0, 6.0),
    ],
)
def test_a_head_turns_until_another_moment_and_a_quarter_as_far_in_an_easy_reference(
    shares: dict[str, float], ease: float, most: float
) -> None:
    somebody, moments, shown = person(blobs(1)), chances(turn=20, **shares), []
    for seed in range(40):
        moment = draw_moment(somebody, person(blobs(2)), 1, moments, ease, rng(seed))
        assert moment.target.turn == (0, 0)
        shown += [np.abs(view.turn) for view in moment.references]  # of a blank reference there is none
    yaw, pitch = np.max(shown, axis=0)
    assert 0.8 * most < yaw <= most
    assert 0.4 * most < pitch <= most / 2


def test_a_turn_is_of_both_signs_and_none_draws_nothing() -> None:
    drawn = np.array([turned(18, rng(seed)) for seed in range(200)])
    assert drawn.min(0) == pytest.approx([-18, -9], rel=0.1)
    assert drawn.max(0) == pytest.approx([18, 9], rel=0.1)
    untouched = rng()
    assert turned(0, untouched) == (0, 0)
    assert untouched.random() == rng().random()


def test_relight_changes_levels_alone() -> None:
    image = blobs(0)
    np.testing.assert_array_equal(relight(image, lit(0.0, rng())), image)
    out = relight(image, lit(0.5, rng(1)))
    assert np.abs(out.astype(int) - image).mean() > 3
    for channel in range(3):  # one value stays one value
        pairs = {(int(a), int(b)) for a, b in zip(image[..., channel].flat, out[..., channel].flat, strict=True)}
        assert len(pairs) == len({a for a, _ in pairs})


@pytest.mark.parametrize("references", [0, 1, 3])
def test_sample_shapes(references: int) -> None:
    target, shown = draw(person(blobs(0), blobs(1)), chances(), 0, references)
    assert target.shape == (64, 64, 3)
    assert [view.shape for view in shown] == [(64, 64, 3)] * references


def test_sample_is_fixed_by_its_generator() -> None:
    first, again, other = (draw(person(blobs(0)), Moments(), seed, references=2) for seed in (5, 5, 6))
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
    assert (first[0] != other[0]).any()


def test_the_easy_reference_moves_with_ease() -> None:
    easy = chances(easy_reference=1)
    still, moved = [], []
    for seed in range(12):
        for ease, out in ((0.0, still), (1.0, moved)):
            target, (view,) = draw(person(blobs(0)), easy, seed, ease=ease)
            out.append(correlation(target, view))
    assert min(still) > 0.9
    assert np.mean(moved) < np.mean(still) - 0.1


def test_an_easy_reference_is_easier_than_an_ordinary_one() -> None:
    easy, ordinary = (
        np.mean([correlation(t, v[0]) for t, v in (draw(person(blobs(0)), m, seed) for seed in range(12))])
        for m in (chances(easy_reference=1), chances())
    )
    assert easy > ordinary + 0.1


def test_a_mirrored_sample_is_mirrored_as_a_whole() -> None:
    """Bright left, dark right: target and every reference must always have their bright side together."""
    image = plain(np.array([40, 40, 40]))
    image[:, :48] = 220
    sides = set()
    for seed in range(16):
        target, shown = draw(person(image), chances(easy_reference=1), seed, references=3)
        halves = [np.array_split(view, 2, axis=1) for view in (target, *shown)]
        bright = {bool(left.mean() > right.mean()) for left, right in halves}
        assert len(bright) == 1
        sides |= bright
    assert sides == {True, False}


def test_other_references_may_be_easy_too() -> None:
    for seed in range(4):
        target, shown = draw(person(blobs(0)), chances(easy_reference=1, more_easy=1), seed, references=3, ease=0.0)
        assert min(correlation(target, view) for view in shown) > 0.9


def test_blank_references_are_black() -> None:
    _, shown = draw(person(plain(RED)), chances(blank=1), 0, references=3)
    assert max(view.mean() for view in shown) < 5


def test_strangers_are_the_other_person() -> None:
    target, shown = draw(person(plain(RED)), chances(stranger=1), 0, references=3)
    assert hue(target) == 0
    assert {hue(view) for view in shown} == {2}


def test_where_all_are_wrong_nobody_is_the_person() -> None:
    everything_else = chances(easy_reference=1, more_easy=1, all_wrong=1)  # may not win over it
    hues = []
    for seed in range(8):
        target, shown = draw(person(plain(RED)), everything_else, seed, references=3)
        assert hue(target) == 0
        hues += [hue(view) if view.mean() > 5 else None for view in shown]
    assert set(hues) == {2, None}


def test_a_sample_tells_that_all_its_references_are_wrong() -> None:
    """The flag and the pictures agree: nobody but strangers where it is set, nobody but the person where it is not."""
    said = set()
    for seed in range(20):
        moments = chances(easy_reference=1, more_easy=1, all_wrong=0.5)
        moment = draw_moment(person(plain(RED)), person(plain(BLUE)), 2, moments, 1.0, rng(seed))
        _, shown = pictures(moment, 64)
        assert all((hue(view) == 2 or view.mean() < 5) if moment.wrong else hue(view) == 0 for view in shown)
        said.add(moment.wrong)
    assert said == {False, True}


def test_impostors_sit_as_the_person_does() -> None:
    """With the person as their own stranger, how alike reference and target are tells how far it was moved."""
    twin = person(blobs(0))

    def alike(moments: Moments) -> list[float]:
        pairs = [pictures(draw_moment(twin, twin, 1, moments, 1.0, rng(seed)), 64) for seed in range(60)]
        return sorted(correlation(target, view) for target, (view,) in pairs if view.mean() > 5)

    elsewhere, impostors = alike(chances(all_wrong=1)), alike(chances(all_wrong=1, impostors=1))
    assert np.quantile(impostors, 0.25) > np.quantile(elsewhere, 0.75)


def test_little_light_falls_on_the_target_and_on_half_of_the_references() -> None:
    white = person(plain(np.array([255, 255, 255])))
    pairs = []
    for seed in range(60):
        target, (view,) = draw(white, chances(easy_reference=1, dim=1), seed)
        pairs.append((float(target.mean()), float(view.mean())))
    targets, views = np.array(pairs).T
    assert targets.min() < 80
    assert targets.max() < 230
    alike = np.abs(views - targets) < 0.25 * targets  # but for how it was relit
    assert 15 < alike.sum() < 50
    assert views[~alike].min() > 150


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_second_photograph(share: float) -> None:
    moments = chances(second_photograph=share)
    for seed in range(6):
        target, shown = draw(person(plain(RED), plain(GREEN)), moments, seed, references=2)
        expected = 1 - hue(target) if share else hue(target)
        assert {hue(view) for view in shown} == {expected}


def test_who_has_one_photograph_is_shown_with_it() -> None:
    _, shown = draw(person(plain(RED)), chances(second_photograph=1), 0)
    assert hue(shown[0]) == 0


def test_the_easy_reference_is_at_any_place() -> None:
    """With references black but for the easy one, its place in the order varies."""
    places = set()
    for seed in range(12):
        _, shown = draw(person(plain(RED)), chances(easy_reference=1, blank=1), seed, references=3)
        places.add(int(np.argmax([view.mean() for view in shown])))
    assert places == {0, 1, 2}


def test_what_is_off_draws_nothing() -> None:
    """What runs of these settings draw stays as it is; a draw more, and every later one is another."""
    how, after = Moments(all_wrong=0.3, impostors=0.6, turn=18), []
    for seed in range(10):
        drawn = rng(seed)
        draw_moment(person(plain(RED)), person(plain(BLUE)), 3, how, 1.0, drawn)
        after.append(drawn.random())
    assert sum(after) == pytest.approx(6.450992935324784, abs=1e-9)
