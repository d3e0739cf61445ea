import csv
from collections.abc import Callable
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import PIL.Image
import pytest
import torch
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from torch import Tensor

from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.network import Hime, HimeConfig
from hime_core.network.reconstructor import BicubicUpsample
from training.cli import main
from training.data.pictures import shrink, to_tensor
from training.data.trials import make_trials, write_trials
from training.scoring.evaluate import evaluate, headshot, headshots, score
from training.scoring.metrics.identity import make_identity
from training.scoring.metrics.psnr import psnr

MakePeople = Callable[..., Path]


def network(perturbed: bool = True, alignment: Literal["dconv", "dconv-flow"] = "dconv") -> Hime:
    """A tiny ×4 network; unperturbed it adds nothing to bicubic."""
    torch.manual_seed(0)
    made = Hime(HimeConfig(4, 8, 1, 1, 1, alignment=alignment)).eval()
    torch.nn.init.zeros_(made.reconstructor.tail.weight)
    if perturbed:
        with torch.no_grad():
            for parameter in made.parameters():
                parameter.add_(0.02 * torch.randn_like(parameter))
    return made


def pillow(image: Image, side: int) -> Image:
    """Pillow's bicubic in floats, then 8 bits."""
    planes = [PIL.Image.fromarray(np.ascontiguousarray(image[..., c], np.float32)) for c in range(3)]
    resized = [p.resize((side, side), PIL.Image.Resampling.BICUBIC) for p in planes]
    return np.clip(np.round(np.stack(resized, -1)), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("references", [0, 1, 3])
def test_every_picture_is_a_target_once_and_never_its_own_reference(make_people: MakePeople, references: int) -> None:
    data = make_people([4, 5, 6])
    trials = make_trials(data, references, seed=0)
    assert sorted(t.target for t in trials) == sorted(data.glob("*/*.png"))
    for trial in trials:
        assert trial.target.parent.name == trial.identity
        assert len(set(trial.references)) == len(set(trial.strangers)) == references
        assert trial.target not in trial.references
        assert all(f.parent.name == trial.identity for f in trial.references)
        assert all(f.parent.name != trial.identity for f in trial.strangers)


def test_trials_depend_on_the_seed_alone(make_people: MakePeople) -> None:
    data = make_people([5, 5, 5])
    assert make_trials(data, 2, seed=3) == make_trials(data, 2, seed=3)
    assert make_trials(data, 2, seed=3) != make_trials(data, 2, seed=4)


def test_an_identity_gives_the_references_it_has(make_people: MakePeople) -> None:
    data = make_people([6, 2, 1])
    trials = make_trials(data, 3, seed=0)
    counts = {t.identity: (len(t.references), len(t.strangers)) for t in trials}
    assert counts == {"p0": (3, 2), "p1": (1, 1)}  # p2 has no other picture; p0 meets only two strangers' pictures
    assert {t.identity for t in make_trials(data, 0, seed=0)} == {"p0", "p1", "p2"}


@pytest.mark.parametrize("counts", [[], [3], [1, 1], [3, 1]])
def test_too_few_identities_are_refused(make_people: MakePeople, tmp_path: Path, counts: list[int]) -> None:
    (tmp_path / "people").mkdir()
    for i, count in enumerate(counts):
        make_people([count], folder=f"made{i}")
        (tmp_path / f"made{i}" / "p0").rename(tmp_path / "people" / f"p{i}")
    with pytest.raises(UsageError, match="at least two"):
        make_trials(tmp_path / "people", 1, seed=0)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        make_trials(tmp_path / "absent", 1, seed=0)


def test_a_headshot_is_brought_to_size_in_rgb(make_people: MakePeople) -> None:
    path = make_people([1], side=96) / "p0" / "0.png"
    rgb = cv2.imread(str(path))[..., ::-1]
    np.testing.assert_array_equal(headshot(path, 96), rgb)
    differences = np.abs(headshot(path, 64).astype(int) - pillow(rgb, 64))
    assert differences.max() <= 1
    assert differences.mean() < 0.01  # rounded as Pillow's, but for a few ties


def test_bad_headshots_are_refused(make_people: MakePeople, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "wide.png"), np.zeros((64, 96, 3), np.uint8))
    with pytest.raises(UsageError, match=r"wide\.png: 96x64 is not square"):
        headshot(tmp_path / "wide.png", 64)
    data = make_people([2, 2], side=60)
    with pytest.raises(UsageError, match=r"0\.png: 60 px is smaller than the HR size 64"):
        evaluate(network(), data, 16, 1, progress=False)


def test_the_bicubic_row_equals_a_direct_computation(make_people: MakePeople) -> None:
    data, net = make_people([2, 2]), network()
    psnrs, ssims = [], []
    for path in sorted(data.glob("*/*.png")):
        hr = pillow(cv2.imread(str(path))[..., ::-1], 64)
        lr = torch.from_numpy(pillow(hr, 16)).permute(2, 0, 1)[None].float() / 255
        up = net.upsample(lr)[0].permute(1, 2, 0).numpy()
        up = np.clip(np.round(255 * up), 0, 255) / 255
        psnrs.append(peak_signal_noise_ratio(hr / 255, up, data_range=1))
        ssims.append(
            structural_similarity(
                hr / 255,
                up.astype(np.float64),
                data_range=1,
                channel_axis=-1,
                gaussian_weights=True,
                use_sample_covariance=False,
            )
        )
    row = evaluate(net, data, 16, 1, progress=False).means["bicubic"]
    assert row["psnr"] == pytest.approx(np.mean(psnrs), abs=0.02)  # Pillow's and our rounding differ in a few pixels
    assert row["ssim"] == pytest.approx(np.mean(ssims), abs=5e-4)


@pytest.mark.parametrize("alignment", ["dconv", "dconv-flow"])
def test_scores_equal_a_direct_computation_for_every_trial(
    make_people: MakePeople, alignment: Literal["dconv", "dconv-flow"]
) -> None:
    data, net = make_people([4, 3]), network(alignment=alignment)
    direct: dict[str, list[float]] = {"own": [], "stranger": [], "no_reference": []}
    for trial in make_trials(data, 2, seed=5):
        hr = headshot(trial.target, 64)
        lr = to_tensor([shrink(hr, 16)])
        sets = {"own": trial.references, "stranger": trial.strangers, "no_reference": []}
        for name, files in sets.items():
            exemplars = to_tensor([headshot(f, 64) for f in files]) if files else torch.zeros(0, 3, 64, 64)
            with torch.inference_mode():
                direct[name].append(float(psnr(net(lr, exemplars.unsqueeze(0))[0], to_tensor([hr]))))
    result = evaluate(net, data, 16, 2, seed=5, progress=False)
    for name, values in direct.items():
        assert result.means[name]["psnr"] == pytest.approx(np.mean(values), abs=1e-4)
    assert result.per_identity["p1"]["psnr"] == pytest.approx(np.mean(direct["own"][4:]), abs=1e-4)


def test_a_picture_is_read_once(make_people: MakePeople) -> None:
    path, shot = make_people([1]) / "p0" / "0.png", headshots(64)
    first = shot(path)
    path.unlink()
    assert shot(path) is first


def test_scores_are_in_the_order_of_the_trials(make_people: MakePeople) -> None:
    trials = make_trials(make_people([2, 2]), 1, seed=0)
    upsample, shot = BicubicUpsample(4), headshots(64)
    forth, back = (score(t, lambda *_: {}, 16, upsample, shot)["bicubic"]["psnr"] for t in (trials, trials[::-1]))
    assert forth == back[::-1]
    assert len(set(forth)) == 4


def test_a_folders_fixed_list_is_what_is_scored(make_people: MakePeople) -> None:
    data = make_people([3, 3])
    drawn = evaluate(network(), data, 16, 2, seed=0, progress=False)
    write_trials(make_trials(data, 2, seed=9)[:4], data / "evaluation.json")
    fixed = evaluate(network(), data, 16, 2, seed=0, progress=False)
    assert (drawn.count, fixed.count) == (6, 4)
    assert fixed == evaluate(network(), data, 16, 2, seed=1, progress=False)


def test_a_network_that_adds_nothing_scores_as_bicubic(make_people: MakePeople) -> None:
    means = evaluate(network(perturbed=False), make_people([2, 2]), 16, 1, progress=False).means
    assert set(means) == {"bicubic", "no_reference", "own", "stranger"}
    assert all(row == means["bicubic"] for row in means.values())


def test_conditions_differ_by_their_references(make_people: MakePeople) -> None:
    data = make_people([3, 3])
    means = evaluate(network(), data, 16, 2, progress=False).means
    assert len({row["psnr"] for row in means.values()}) == 4
    without = evaluate(network(), data, 16, 0, progress=False).means
    assert without["own"] == without["stranger"] == without["no_reference"] == means["no_reference"]


def test_means_and_identities_of_a_whole_and_a_limited_run(make_people: MakePeople) -> None:
    data = make_people([4, 2])
    whole = evaluate(network(), data, 16, 1, progress=False)
    assert whole.count == 6
    identities = whole.per_identity
    assert (4 * identities["p0"]["psnr"] + 2 * identities["p1"]["psnr"]) / 6 == pytest.approx(
        whole.means["own"]["psnr"], abs=1e-3
    )
    assert (4 * identities["p0"]["psnr_bicubic"] + 2 * identities["p1"]["psnr_bicubic"]) / 6 == pytest.approx(
        whole.means["bicubic"]["psnr"], abs=1e-3
    )
    limited = evaluate(network(), data, 16, 1, limit=2, progress=False)
    assert limited.count == 2
    assert set(limited.per_identity) == {"p0", "p1"}  # spread over the folder


def test_the_report_has_the_contracts_keys(make_people: MakePeople) -> None:
    result = evaluate(network(), make_people([2, 2]), 16, 1, progress=False)
    report = result.report()
    assert (report["count"], report["refs"], report["lpips"]) == (4, 1, None)
    assert (report["psnr"], report["ssim"]) == (result.means["own"]["psnr"], result.means["own"]["ssim"])
    assert report["bicubic"] == {**result.means["bicubic"], "lpips": None, "identity_distance": None}
    assert report["per_identity"] == result.per_identity


def test_lpips_is_reported_where_it_is_given(make_people: MakePeople) -> None:
    def stand_in(sr: Tensor, hr: Tensor) -> Tensor:
        return (sr - hr).abs().mean((1, 2, 3))

    result = evaluate(network(), make_people([2, 2]), 16, 1, lpips=stand_in, progress=False)
    report = result.report()
    assert report["lpips"] == result.means["own"]["lpips"]
    assert report["bicubic"] == {**result.means["bicubic"], "identity_distance": None}
    assert 0 < result.means["bicubic"]["lpips"] != report["lpips"]


def test_blank_references_are_black_pictures_and_only_what_is_asked_for_is_scored(make_people: MakePeople) -> None:
    data, net = make_people([2, 2]), network()
    result = evaluate(net, data, 16, 1, conditions=["blank"], progress=False)
    trial = make_trials(data, 1, seed=0)[0]
    hr = to_tensor([headshot(trial.target, 64)])
    with torch.inference_mode():
        sr = net(to_tensor([headshot(trial.target, 16)]), torch.zeros(1, 1, 3, 64, 64))[0]
    assert set(result.means) == {"bicubic", "blank"}
    assert result.scores["blank"]["psnr"][0] == pytest.approx(float(psnr(sr, hr)), abs=0.05)  # LR is made of HR there
    assert result.report()["psnr"] is None
    assert set(result.per_identity["p0"]) == {"psnr_bicubic"}


def test_scores_do_not_depend_on_what_is_scored_together_or_kept(
    make_people: MakePeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, net = make_people([4, 3, 2]), network()  # p2's pictures have one other picture alone
    together = evaluate(net, data, 16, 2, progress=False)
    monkeypatch.setattr("training.scoring.evaluate.PIXELS_AT_ONCE", 1)
    monkeypatch.setattr("training.scoring.enhance.ENCODED_AT_ONCE", 1)
    monkeypatch.setattr("training.scoring.enhance.KEPT_BYTES", 0)
    alone = evaluate(net, data, 16, 2, progress=False)
    for name, row in together.scores.items():
        assert alone.scores[name]["psnr"] == pytest.approx(row["psnr"], abs=1e-3)


def test_the_store_gives_the_same_scores_and_is_no_need(make_people: MakePeople) -> None:
    data = make_people([2, 2])
    store = data.with_name("people.64.store")
    store.mkdir()  # so that it cannot be written
    decoded = evaluate(network(), data, 16, 1, progress=False)
    store.rmdir()
    assert evaluate(network(), data, 16, 1, progress=False) == decoded
    assert store.is_file()


def test_the_table_of_pictures_has_a_row_for_each_and_raw_weights_are_others(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))  # without AlexNet, which LPIPS needs
    averaged, raw = network(), network(perturbed=False)
    state = {"config": {"network": asdict(raw.config)}, "network": raw.state_dict(), "ema": averaged.state_dict()}
    torch.save(state, tmp_path / "last.pt")
    data, out = make_people([2, 3]), tmp_path / "pictures.csv"
    task = ["evaluate", "--weights", str(tmp_path / "last.pt"), "--data", str(data), "--lr", "16", "--refs", "2"]
    assert main([*task, "--raw", "--conditions", "own", "--csv", str(out)]) == 0
    assert "5 images, up to 2 references, LR by bicubic" in capsys.readouterr().out
    rows = list(csv.DictReader(out.open()))
    assert [(row["identity"], row["target"], row["condition"]) for row in rows[:2]] == [
        ("p0", "0.png", "bicubic"),
        ("p0", "0.png", "own"),
    ]
    assert len(rows) == 2 * 5
    assert rows[0]["psnr"] == rows[1]["psnr"]  # the raw network adds nothing
    assert float(rows[0]["psnr"]) > 0
    assert rows[0]["lpips"] == rows[0]["identity_distance"] == ""


def test_a_table_of_pictures_that_cannot_be_written_is_told_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path, tmp_path / "file" / "pictures.csv"):
        assert main(["evaluate", "--weights", "none.pt", "--data", "none", "--csv", str(place)]) == 2
        assert f"--csv {place}: no file can be written there" in capsys.readouterr().err


def test_identity_without_its_packages_is_one_line(
    make_people: MakePeople, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("training.scoring.metrics.identity.find_spec", lambda name: None)
    task = ["evaluate", "--weights", "none.pt", "--data", "none", "--identity"]
    assert main(task) == 2
    assert capsys.readouterr().err.endswith("not installed; install HIME with its extra [identity]\n")


@pytest.mark.skipif(find_spec("dlib") is None, reason="needs the extra [identity]")
def test_identity_is_zero_for_the_truth_and_grows_with_damage(photo: Image) -> None:
    truth = to_tensor([shrink(photo[:320, 90:410, ::-1], 128)])
    measure = make_identity()
    blurred = torch.nn.functional.interpolate(torch.nn.functional.avg_pool2d(truth, 8), scale_factor=8.0)
    same, damaged = measure(torch.cat((truth, blurred)), truth.expand(2, -1, -1, -1)).tolist()
    assert same == 0
    assert damaged > 0.1


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_network_on_a_gpu_scores_the_same(make_people: MakePeople) -> None:
    data = make_people([2, 2])
    cpu, gpu = (evaluate(network().to(device), data, 16, 1, progress=False) for device in ("cpu", "cuda"))
    assert gpu.means["own"]["psnr"] == pytest.approx(cpu.means["own"]["psnr"], abs=0.01)
