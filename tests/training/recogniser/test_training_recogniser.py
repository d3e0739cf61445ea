import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
import yaml

from hime_core.assets import read_registry, sha256_of
from hime_core.errors import UsageError
from hime_core.glance import GLANCE_SIDE
from hime_core.network.recogniser import CODE
from hime_core.network.recogniser import RecogniserNetwork as Network
from hime_core.recogniser import Recogniser
from training.cli import main
from training.data.moments import affine
from training.data.person import Photograph
from training.recogniser.batches import GlanceBatches, loader
from training.recogniser.config import Glances, RecogniserRun
from training.recogniser.evaluate import Likeness, evaluate
from training.recogniser.export import load_recogniser
from training.recogniser.expressions import express
from training.recogniser.fit import rate_at
from training.recogniser.glances import draw_camera, glance
from training.recogniser.lookalikes import find_lookalikes
from training.recogniser.objective import RecogniserLoss
from training.recogniser.siblings import changed, sibling, with_face_of
from training.recogniser.silhouette import Portrait, silhouette
from training.recogniser.turning import Turn, turned
from training.settings.recipe import load_recipe


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight people of one colourful pattern each, two photographs of the first four."""
    folder, rng = tmp_path_factory.mktemp("people"), np.random.default_rng(0)
    for i in range(8):
        image = cv2.resize(rng.integers(0, 256, (6, 6, 3)).astype(np.uint8), (96, 96), interpolation=cv2.INTER_CUBIC)
        (folder / f"{i}").mkdir()
        for n in range(2 if i < 4 else 1):
            cv2.imwrite(str(folder / f"{i}" / f"{n}.png"), image)
    return folder


def config(folder: Path, out: Path, steps: int = 6) -> Path:
    path = out / "run.yaml"
    values = {
        "sets": [{"path": str(folder), "size": 96}],
        "validation": {"own": str(folder)},
        "step": {"groups": 2, "people": 3, "lookalikes": 0.5},
        "optimiser": {"steps": steps, "warmup": 2, "learning_rate": 1e-3, "ema": 0.5},
        "workers": 0,
        "checkpoint_every": 3,
        "validate_every": steps,
    }
    path.write_text(yaml.safe_dump(values))
    return path


@pytest.fixture(scope="module")
def fitted(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the settings of three steps, run.yaml, and what they gave, out."""
    made = tmp_path_factory.mktemp("fitted")
    assert main(["recogniser", "fit", str(config(folder, made, steps=3)), "--out", str(made / "out")]) == 0
    return made


def load_run(path: Path) -> RecogniserRun:
    [stage] = load_recipe(path, RecogniserRun, path.parent / "out")
    return stage.run


def head_and_shoulders(skin: tuple[int, int, int] = (200, 150, 120), mouth: int = 120) -> Photograph:
    """A head with a white nose, a mouth and a dark left ear, in a red pullover, before a blue wall."""
    image = np.full((192, 192, 3), (40, 60, 160), np.uint8)
    cv2.rectangle(image, (30, 152), (162, 192), (170, 30, 30), -1)
    cv2.ellipse(image, (96, 96), (38, 58), 0, 0, 360, skin, -1)
    cv2.rectangle(image, (56, 90), (66, 104), (30, 20, 20), -1)
    cv2.rectangle(image, (90, 100), (102, 112), (255, 255, 255), -1)
    cv2.rectangle(image, (84, 122), (108, 130), (mouth, 20, 20), -1)
    return Photograph(image, 1.5)


def test_a_batch_depends_on_its_step_alone_and_shows_nobody_twice(folder: Path, tmp_path: Path) -> None:
    run = load_run(config(folder, tmp_path))
    run = replace(run, step=replace(run.step, lookalikes=0.0))
    near, far, who = GlanceBatches(run)[4]
    assert near.shape == far.shape == (6, 3, GLANCE_SIDE, GLANCE_SIDE)
    numbers = [n for n in (who // 2).tolist() if n >= 0]
    assert len(set(numbers)) == len(numbers) == 4  # and a sibling in each group
    for a, b in zip(GlanceBatches(run)[4], (near, far, who), strict=True):
        assert torch.equal(a, b)
    assert not torch.equal(GlanceBatches(run)[5][0], near)


def test_groups_of_lookalikes_are_those_most_like_somebody(folder: Path, tmp_path: Path) -> None:
    run = load_run(config(folder, tmp_path))
    batches = GlanceBatches(replace(run, step=replace(run.step, lookalikes=1.0, siblings=0.0)))
    batches.lookalikes = torch.tensor([[(n + 1) % 8, (n + 2) % 8, (n + 3) % 8] for n in range(8)])
    for step in range(6):
        who = batches[step][2]
        people, mirrored = (who // 2).tolist(), (who % 2).tolist()
        assert people[1] == (people[0] + 1) % 8 and people[2] == (people[0] + 2) % 8
        assert len(set(people)) == len(people) and len(set(mirrored[:3])) == 1  # one way round, so that they compare


def test_lookalikes_are_found_by_what_people_look_like(folder: Path, tmp_path: Path) -> None:
    people = tmp_path / "twins"
    for i in range(8):  # each pattern twice
        (people / f"{i}").mkdir(parents=True)
        shutil.copy(folder / f"{i // 2}" / "0.png", people / f"{i}" / "0.png")

    def colours(glances: list[np.ndarray]) -> np.ndarray:
        return np.stack([glance.reshape(4, 16, 4, 16, 3).mean((1, 3)).ravel() - 128 for glance in glances])

    found = find_lookalikes(colours, GlanceBatches(load_run(config(people, tmp_path))))
    assert found.shape == (8, 7)
    assert [row[0] for row in found.tolist()] == [n ^ 1 for n in range(8)]


def test_the_shipped_recipe_is_whole() -> None:
    recipe, out = Path(__file__).parents[3] / "training" / "recipes" / "recogniser.yaml", Path("runs/recogniser")
    stages = load_recipe(recipe, RecogniserRun, out)
    assert [stage.name for stage in stages] == ["photographs", "siblings", "turns", "lookalikes"]
    assert [stage.run.start_from for stage in stages[1:]] == [stage.out / "last.pt" for stage in stages[:-1]]
    first, second, third, fourth = (stage.run for stage in stages)
    assert first.start_from is None and first.step.siblings == 0
    assert second.start_from is not None and third.start_from is not None
    assert 0 < second.step.siblings < third.step.siblings
    assert fourth.start_from is not None and third.step.lookalikes == 0 < fourth.step.lookalikes


def test_a_changed_person_is_like_and_unlike() -> None:
    rng = np.random.default_rng(0)
    image = cv2.resize(rng.integers(0, 256, (12, 12, 3)).astype(np.uint8), (160, 160), interpolation=cv2.INTER_CUBIC)
    other = changed(Photograph(image, 1.5), rng).image
    difference = np.abs(other.astype(int) - image).mean(2)
    assert difference[60:100, 60:100].mean() > 10  # the face
    assert difference[:, :10].max() == 0  # but not the wall


def test_somebody_with_another_face_keeps_hair_and_complexion() -> None:
    photo, other = head_and_shoulders(), head_and_shoulders(skin=(100, 75, 60), mouth=10)
    image = with_face_of(photo, other).image.astype(int)
    assert np.array_equal(image[:60], photo.image[:60]) and np.array_equal(image[:, :60], photo.image[:, :60])
    assert np.abs(image[80, 80] - (200, 150, 120)).max() < 30  # their skin
    assert abs(image[126, 96, 0] - 2 * 10) < 15  # the other's mouth, brought to the light of the skin


def test_some_siblings_have_another_face_and_some_are_changed() -> None:
    portrait, other = Portrait.of(head_and_shoulders()), head_and_shoulders(skin=(100, 75, 60), mouth=10)
    swapped = with_face_of(portrait.photo, other).image
    made = [sibling(portrait, other, np.random.default_rng(seed)).photo.image for seed in range(12)]
    assert 0 < sum(np.array_equal(image, swapped) for image in made) < 12


def test_an_unknown_key_is_told(tmp_path: Path) -> None:
    path = tmp_path / "run.yaml"
    path.write_text("sets: [{path: p}]\nvalidation: {}\nstepz: 3\n")
    with pytest.raises(UsageError, match="stepz"):
        load_run(path)


def centre_of_white(view: np.ndarray) -> float:
    """Where the nose is, share of the width from the middle."""
    columns = np.nonzero((view.min(2) > 215).any(0))[0]
    return float(columns.mean() / view.shape[1] - 0.5)


def test_the_silhouette_is_the_head_and_the_shoulders() -> None:
    found = silhouette(head_and_shoulders())
    n = len(found.mask)
    assert found.mask[n // 2, n // 2] > 0.99 and found.mask[-2, n // 2] > 0.99
    assert found.mask[5].max() < 0.01 and found.mask[n // 2, :10].max() < 0.01
    assert found.half_width[n // 2] == pytest.approx(38 / 192 * 1.5, abs=0.02)
    assert abs(found.middle[n // 2]) < 0.02


def test_what_is_no_head_gets_the_mean_silhouette() -> None:
    blank = silhouette(Photograph(np.full((160, 160, 3), 90, np.uint8), 1.5))
    n = len(blank.mask)
    assert blank.half_width[n // 2] == pytest.approx(0.32, abs=0.03)
    chin = round((0.3 / 1.5 + 0.5) * n)  # where the mean head is narrower
    assert blank.half_width[chin] == pytest.approx(0.32 * (1 - (0.3 / 0.46) ** 2) ** 0.5, abs=0.03)


@pytest.mark.parametrize("yaw", [-40.0, 40.0])
def test_a_head_turns_and_the_wall_does_not(yaw: float) -> None:
    portrait, wall = Portrait.of(head_and_shoulders()), np.full((96, 96, 3), (0, 200, 0), np.uint8)
    still, view = (turned(portrait, affine(0, 1.2, 0, 0), None, Turn(angle), wall) for angle in (0.0, yaw))
    # The face is turned to the side; the detector follows its middle, which moves less than the nose.
    assert centre_of_white(view) * np.sign(yaw) > 0.01 and abs(centre_of_white(still)) < 0.01
    assert np.abs(view[:10].astype(int) - (0, 200, 0)).max() <= 2  # another wall, in both
    assert np.abs(still[:10].astype(int) - (0, 200, 0)).max() <= 2
    ear = [int((picture.max(2) < 60).sum()) for picture in (still, view)]
    assert ear[1] > ear[0] if yaw > 0 else ear[1] < ear[0]  # the one side is seen from nearer, the other is hidden


def test_light_falls_on_the_person_alone() -> None:
    portrait, wall = Portrait.of(head_and_shoulders()), np.full((96, 96, 3), (0, 200, 0), np.uint8)
    view = turned(portrait, affine(0, 1.2, 0, 0), None, Turn(0.0, light=(0.4, 0.0)), wall).astype(int)
    assert view[50, 85].sum() > 1.1 * view[50, 49].sum()
    assert np.abs(view[:10] - (0, 200, 0)).max() <= 2


def test_another_expression_changes_the_face_alone() -> None:
    photo, other = head_and_shoulders(), head_and_shoulders(skin=(100, 75, 60), mouth=10)
    mouths = set()
    for seed in range(12):
        image = express(photo, other, np.random.default_rng(seed)).image
        assert np.array_equal(image[:50], photo.image[:50]) and np.array_equal(image[160:], photo.image[160:])
        assert np.abs(image[80:88, 70:80].astype(int) - (200, 150, 120)).max() < 80  # the cheek stays theirs
        mouths.add(int(image[126, 96, 0]) // 50)
    assert len(mouths) == 2  # their own one, and the other's


def test_a_glance_is_as_turned_and_as_moved_as_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    portrait, other = Portrait.of(head_and_shoulders()), head_and_shoulders(skin=(100, 75, 60), mouth=10)
    moved: list[Photograph] = []

    def record(photo: Photograph, lender: Photograph, rng: np.random.Generator) -> Photograph:
        moved.append(lender)
        return photo

    monkeypatch.setattr("training.recogniser.glances.express", record)

    def views(how: Glances) -> np.ndarray:
        made = []
        for seed in range(8):
            rng = np.random.default_rng(seed)
            made.append(glance(portrait, other, True, draw_camera(True, False, rng), np.ones(3), how, rng).astype(int))
        return np.array(made)

    still, turned_heads = views(Glances(turn=0.0, expressions=0.0)), views(Glances(turn=45.0, expressions=0.0))
    assert still.shape == (8, GLANCE_SIDE, GLANCE_SIDE, 3) and np.abs(still - turned_heads).mean() > 3
    assert not moved
    views(Glances(expressions=1.0))
    assert len(moved) == 8 and all(lender is other for lender in moved)


def test_a_wall_of_the_photograph_stays_where_it_is() -> None:
    photo = head_and_shoulders()
    image = photo.image.copy()
    image[24:40, 24:40] = 255  # a picture on the wall, above the head on the left
    portrait = Portrait.of(replace(photo, image=image))
    view = turned(portrait, affine(0, 1.0, 0, 0), None, Turn(0.0), None)
    rows, columns = np.nonzero(view.min(2) > 200)
    on_the_wall = rows < 30
    assert on_the_wall.any()  # at 32 of 192 pixels of 1.5 headshots: -0.5 of a headshot, at the glance's edge
    assert columns[on_the_wall].max() < 12


def test_the_objective_prefers_right_pairs() -> None:
    codes = torch.nn.functional.normalize(torch.randn(6, CODE), dim=1)
    compare, who = RecogniserLoss(6), torch.arange(6) * 2
    right, wrong = (compare(codes, far, who)["pairs"] for far in (codes, codes.roll(1, 0)))
    assert right < 0.1 < wrong


def test_a_mirrored_self_is_no_lesson() -> None:
    compare = RecogniserLoss(2)
    codes = torch.nn.functional.normalize(torch.randn(1, CODE), dim=1)
    with torch.no_grad():
        before = compare(codes, codes, torch.tensor([0]))["centres"]
        compare.centres[1] = codes[0]  # the mirrored one's centre, as near as can be
        assert compare(codes, codes, torch.tensor([0]))["centres"] == pytest.approx(float(before))
        compare.centres[2] = codes[0]  # somebody else's
        assert compare(codes, codes, torch.tensor([0]))["centres"] > before + 0.5


def test_the_rate_warms_up_and_ends_at_zero(folder: Path, tmp_path: Path) -> None:
    o = load_run(config(folder, tmp_path)).optimiser
    assert rate_at(0, o) == o.learning_rate / 2 and rate_at(1, o) == o.learning_rate
    assert rate_at(o.steps, o) == pytest.approx(0)


def test_a_stopped_run_goes_on_bit_for_bit(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.recogniser.fit.LOG_EVERY", 4)  # between two checkpoints
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    assert main(["recogniser", "fit", str(config(folder, tmp_path)), "--out", str(whole)]) == 0
    # As a run that is stopped after three steps: the schedule is that of six.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.recogniser.fit.loader", lambda b, first, last: (b[i] for i in range(first, 3)))
        main(["recogniser", "fit", str(tmp_path / "run.yaml"), "--out", str(parts)])
    assert main(["recogniser", "fit", str(tmp_path / "run.yaml"), "--out", str(parts)]) == 0
    one, other = (load_recogniser(out / "last.pt").state_dict() for out in (whole, parts))
    assert all(torch.equal(one[name], other[name]) for name in one)
    assert (whole / "log.csv").read_text() == (parts / "log.csv").read_text()
    assert "own" in (whole / "validation.csv").read_text()


def test_the_stages_of_a_recipe_are_trained_in_order(folder: Path, tmp_path: Path) -> None:
    values = yaml.safe_load(config(folder, tmp_path, steps=3).read_text())
    stages = [{"name": "one"}, {"name": "two", "step": {"lookalikes": 0.0}, "seed": 1}]
    (tmp_path / "recipe.yaml").write_text(yaml.safe_dump(values | {"stages": stages}))
    assert main(["recogniser", "fit", str(tmp_path / "recipe.yaml"), "--out", str(tmp_path / "out")]) == 0
    one, two = (torch.load(tmp_path / "out" / name / "last.pt", weights_only=True) for name in ("one", "two"))
    assert (one["step"], two["step"]) == (3, 3)
    started = one["config"]["start_from"], two["config"]["start_from"]
    assert started == (None, str(tmp_path / "out" / "one" / "last.pt"))
    assert two["config"]["step"] == one["config"]["step"] | {"lookalikes": 0.0}


def test_batches_are_the_same_whoever_makes_them(folder: Path, tmp_path: Path) -> None:
    run = load_run(config(folder, tmp_path))
    batches, alone = GlanceBatches(replace(run, workers=1)), GlanceBatches(run)
    for made in (batches, alone):
        made.lookalikes = torch.tensor([[(n + 1) % 8, (n + 2) % 8, (n + 3) % 8] for n in range(8)])
    for by_a_worker, here in zip(loader(batches, 2, 4), loader(alone, 2, 4), strict=True):
        assert all(torch.equal(one, other) for one, other in zip(by_a_worker, here, strict=True))


def test_a_stage_may_take_up_lookalikes(folder: Path, tmp_path: Path) -> None:
    values = yaml.safe_load(config(folder, tmp_path, steps=3).read_text())
    stages = [{"name": "without", "step": {"lookalikes": 0}}, {"name": "with", "step": {"lookalikes": 0.5}}]
    path = tmp_path / "recipe.yaml"
    path.write_text(yaml.safe_dump(values | {"stages": stages}))
    assert main(["recogniser", "fit", str(path), "--out", str(tmp_path / "out")]) == 0
    found = [torch.load(tmp_path / "out" / name / "last.pt")["lookalikes"] for name in ("without", "with")]
    assert found[0] is None and found[1].shape == (8, 7)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"step": {"groups": 2, "people": 3, "lookalikes": 0.0}}, "another `step` (lookalikes: 0.5 then, 0.0 now)"),
        ({"seed": 4}, "another `seed` (0 then, 4 now)"),
        ({"glances": {"turn": 20.0}}, "another `glances` (turn: 55.0 then, 20.0 now)"),
        ({"optimiser": {"steps": 4}}, "steps: 3 then, 4 now"),
    ],
)
def test_a_run_with_other_settings_is_not_gone_on_with(
    fitted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, object], named: str
) -> None:
    shutil.copytree(fitted, tmp_path, dirs_exist_ok=True)
    path, out = tmp_path / "run.yaml", tmp_path / "out"
    fit = ["recogniser", "fit", str(path), "--out", str(out)]
    before = (out / "last.pt").read_bytes()
    values = yaml.safe_load(path.read_text())
    path.write_text(yaml.safe_dump(values | {"workers": 1, "checkpoint_every": 1}))  # these change no result
    assert main(fit) == 0
    path.write_text(yaml.safe_dump(values | change))
    capsys.readouterr()
    assert main(fit) == 2
    stderr = capsys.readouterr().err
    assert named in stderr and stderr.count("\n") == 1
    assert (out / "last.pt").read_bytes() == before


def test_evaluation_tells_people_apart_by_their_codes(folder: Path) -> None:
    def by_colour(glances: list[np.ndarray]) -> np.ndarray:
        small = np.stack([cv2.resize(g, (4, 4), interpolation=cv2.INTER_AREA).ravel() for g in glances]).astype(
            np.float32
        )
        small -= small.mean(1, keepdims=True)
        return small / np.linalg.norm(small, axis=1, keepdims=True)

    glances, tracks = evaluate(by_colour, folder)
    assert len(glances.same) == 8 * 4 * 8 and len(tracks.other) == 8 * 7 * 4
    assert glances.same.mean() > glances.other.mean() + 0.1


def test_accepted_at() -> None:
    likeness = Likeness(np.array([0.3, 0.6, 0.9], np.float32), np.linspace(0, 0.5, 101, dtype=np.float32))
    assert likeness.accepted(0.0) == pytest.approx(2 / 3)
    assert likeness.accepted(0.5) == 1.0


def test_the_exported_graph_gives_the_networks_codes(folder: Path, tmp_path: Path) -> None:
    torch.manual_seed(0)
    state = {f"module.{k}": v for k, v in Network().eval().state_dict().items()}
    torch.save({"average": state}, tmp_path / "last.pt")
    out = tmp_path / "models"
    assert main(["recogniser", "export", "--weights", str(tmp_path / "last.pt"), "--out", str(out)]) == 0
    entry = read_registry(out)["recogniser"]
    assert entry.tier == "open"
    assert {f.name: f.sha256 for f in entry.files} == {f.name: sha256_of(out / f.name) for f in entry.files}
    network = load_recogniser(out / "recogniser.safetensors")
    glances = [
        np.random.default_rng(i).integers(0, 256, (GLANCE_SIDE, GLANCE_SIDE, 3)).astype(np.uint8) for i in range(3)
    ]
    rgb = np.stack([g[..., ::-1] for g in glances]).transpose(0, 3, 1, 2).astype(np.float32) / 255
    with torch.inference_mode():
        expected = network(torch.from_numpy(rgb)).numpy()
    np.testing.assert_allclose(Recogniser(out / "recogniser.onnx").codes(glances), expected, atol=2e-5)
    assert b"/work" not in (out / "recogniser.onnx").read_bytes()


def test_a_damaged_recogniser_is_told(tmp_path: Path) -> None:
    path = tmp_path / "r.safetensors"
    path.write_bytes(b"nothing")
    assert main(["recogniser", "export", "--weights", str(path), "--out", str(tmp_path)]) == 2
    assert main(["recogniser", "evaluate", "--weights", str(tmp_path / "no.pt"), "--data", str(tmp_path)]) == 2


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"sets": []}, "sets"),
        ({"step": {"groups": 9, "people": 9}}, "81 people"),
        ({"step": {"siblings": 1.0}}, "siblings"),
        ({"glances": {"far": [70, 20]}}, "smaller side"),
        ({"glances": {"near": [0, 50]}}, "near"),
        ({"validation": {"own": "nowhere"}}, "nowhere"),
        ({"start_from": "nothing.pt"}, "nothing.pt"),
    ],
)
def test_a_wrong_run_is_told_at_its_start(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, object], word: str
) -> None:
    path = config(folder, tmp_path)
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | change))
    assert main(["recogniser", "fit", str(path), "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert said.startswith("hime-train:") and word in said


def test_evaluation_needs_two_people_with_pictures(folder: Path, tmp_path: Path) -> None:
    torch.save({"average": {f"module.{k}": v for k, v in Network().state_dict().items()}}, tmp_path / "last.pt")
    asked = ["recogniser", "evaluate", "--weights", str(tmp_path / "last.pt"), "--data"]
    (tmp_path / "people" / "empty").mkdir(parents=True)
    assert main([*asked, str(tmp_path / "people")]) == 2
    assert main([*asked, str(tmp_path / "no folder")]) == 2
    for wrong in (["--margin", "0"], ["--seed", "-1"]):
        with pytest.raises(SystemExit) as ended:
            main([*asked, str(folder), *wrong])
        assert ended.value.code == 2


def test_a_run_goes_on_without_the_weights_that_it_began_with(folder: Path, tmp_path: Path) -> None:
    began = tmp_path / "began.pt"
    torch.save({"average": {f"module.{k}": v for k, v in Network().state_dict().items()}}, began)
    path, out = config(folder, tmp_path), tmp_path / "out"
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | {"start_from": str(began)}))
    assert main(["recogniser", "fit", str(path), "--out", str(out)]) == 0
    began.unlink()
    assert main(["recogniser", "fit", str(path), "--out", str(out)]) == 0


def test_a_run_that_diverges_leaves_its_log_and_goes_on_with_as_many_people_alone(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = tmp_path / "out" / "last.pt"
    changes = ["optimiser.learning_rate=1e30", "step.lookalikes=0", "checkpoint_every=1"]
    command = ["recogniser", "fit", str(config(folder, tmp_path, steps=4)), "--out", str(last.parent), *changes]
    assert main(command) == 2
    assert len((last.parent / "log.csv").read_text().splitlines()) == 2
    state = torch.load(last, weights_only=True)
    state["comparison"]["centres"] = torch.zeros(18, CODE)
    torch.save(state, last)
    capsys.readouterr()
    assert main(command) == 2
    assert f"{last}: was trained on 9 people, but the sets have 8 now; " in capsys.readouterr().err


def test_a_recipe_goes_on_if_it_was_moved_and_leaves_finished_stages_alone(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = yaml.safe_load(config(folder, tmp_path, steps=3).read_text())
    path, moved = tmp_path / "recipe.yaml", tmp_path / "elsewhere" / "moved"
    path.write_text(yaml.safe_dump(values | {"stages": [{"name": "one"}, {"name": "two"}]}))
    assert main(["recogniser", "fit", str(path), "--out", str(tmp_path / "out")]) == 0
    moved.parent.mkdir()
    (tmp_path / "out").rename(moved)
    before = {file: file.stat().st_mtime_ns for file in moved.rglob("*")}
    assert main(["recogniser", "fit", str(path), "--out", str(moved)]) == 0
    assert {file: file.stat().st_mtime_ns for file in moved.rglob("*")} == before
    shutil.rmtree(moved / "one")
    capsys.readouterr()
    assert main(["recogniser", "fit", str(path), "--out", str(moved)]) == 2
    assert f"{moved / 'one'}: has no checkpoint, but " in capsys.readouterr().err
    assert not (moved / "one").exists()
