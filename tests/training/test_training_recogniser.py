from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
import yaml

from hime_core.assets import read_registry, sha256_of
from hime_core.errors import UsageError
from hime_core.glance import SIDE
from hime_core.network.recogniser import CODE
from hime_core.network.recogniser import Recogniser as Network
from hime_core.recogniser import Recogniser
from training.cli import main
from training.data.person import Photograph
from training.recogniser.batches import GlanceBatches
from training.recogniser.config import Glances, load_run
from training.recogniser.evaluate import Likeness, evaluate
from training.recogniser.export import load_recogniser
from training.recogniser.fit import rate_at
from training.recogniser.glances import draw_camera, glance, sibling
from training.recogniser.objective import Comparison


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
        "step": {"groups": 2, "people": 3},
        "optimiser": {"steps": steps, "warmup": 2, "learning_rate": 1e-3, "ema": 0.5},
        "workers": 0,
        "checkpoint_every": 3,
        "validate_every": steps,
    }
    path.write_text(yaml.safe_dump(values))
    return path


def test_a_batch_depends_on_its_step_alone_and_shows_nobody_twice(folder: Path, tmp_path: Path) -> None:
    run = load_run(config(folder, tmp_path))
    near, far, who = GlanceBatches(run)[4]
    assert near.shape == far.shape == (6, 3, SIDE, SIDE)
    numbers = [n for n in (who // 2).tolist() if n >= 0]
    assert len(set(numbers)) == len(numbers) == 4  # and a sibling in each group
    for a, b in zip(GlanceBatches(run)[4], (near, far, who), strict=True):
        assert torch.equal(a, b)
    assert not torch.equal(GlanceBatches(run)[5][0], near)


def test_the_shipped_configs_are_whole() -> None:
    folder = Path(__file__).parents[2] / "training" / "configs" / "recogniser"
    first, second = (load_run(folder / f"{name}.yaml") for name in ("first", "second"))
    assert first.start_from is None and first.step.siblings == 0
    assert second.start_from is not None and second.step.siblings > 0


def test_a_sibling_is_like_and_unlike() -> None:
    rng = np.random.default_rng(0)
    image = cv2.resize(rng.integers(0, 256, (12, 12, 3)).astype(np.uint8), (160, 160), interpolation=cv2.INTER_CUBIC)
    other = sibling(Photograph(image, 1.5), rng).image
    changed = np.abs(other.astype(int) - image).mean(2)
    assert changed[60:100, 60:100].mean() > 10  # the face
    assert changed[:, :10].max() == 0  # but not the wall


def test_an_unknown_key_is_told(tmp_path: Path) -> None:
    path = tmp_path / "run.yaml"
    path.write_text("sets: [{path: p}]\nvalidation: {}\nstepz: 3\n")
    with pytest.raises(UsageError, match="stepz"):
        load_run(path)


def test_a_glance_shows_the_same_person_and_a_turned_head_is_turned() -> None:
    image = np.zeros((160, 160, 3), np.uint8)
    image[60:100, 75:85] = 255  # a nose
    photo = Photograph(image, 1.5)

    def nose(turn: float, seed: int) -> float:
        rng = np.random.default_rng(seed)
        view = glance(photo, True, draw_camera(True, False, rng), np.ones(3), Glances(turn=turn), rng)
        weight = view.astype(float).sum(2).sum(0)
        return float((np.arange(SIDE) * weight).sum() / weight.sum())

    still, turned = ([nose(turn, seed) for seed in range(30)] for turn in (0.0, 45.0))
    assert abs(np.mean(still) - SIDE / 2) < 4
    assert np.std(turned) > np.std(still)  # the nose moves within the head


def test_the_objective_prefers_right_pairs() -> None:
    codes = torch.nn.functional.normalize(torch.randn(6, CODE), dim=1)
    compare, who = Comparison(6), torch.arange(6) * 2
    right, wrong = (compare(codes, far, who)["pairs"] for far in (codes, codes.roll(1, 0)))
    assert right < 0.1 < wrong


def test_a_mirrored_self_is_no_lesson() -> None:
    compare = Comparison(2)
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


def test_a_stopped_run_goes_on_bit_for_bit(folder: Path, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    assert main(["recogniser", "fit", str(config(folder, tmp_path)), "--out", str(whole)]) == 0
    # As a run that is stopped after three steps: the schedule is that of six.
    run = load_run(config(folder, tmp_path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.recogniser.fit.loader", lambda b, first, last: (b[i] for i in range(first, 3)))
        main(["recogniser", "fit", str(tmp_path / "run.yaml"), "--out", str(parts)])
    assert main(["recogniser", "fit", str(tmp_path / "run.yaml"), "--out", str(parts)]) == 0
    one, other = (load_recogniser(out / "last.pt").state_dict() for out in (whole, parts))
    assert all(torch.equal(one[name], other[name]) for name in one)
    assert (whole / "log.csv").exists() is (run.optimiser.steps >= 50)
    assert "own" in (whole / "validation.csv").read_text()


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
    glances = [np.random.default_rng(i).integers(0, 256, (SIDE, SIDE, 3)).astype(np.uint8) for i in range(3)]
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
