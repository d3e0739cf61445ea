import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import tiny_celebamask

from hime_core.errors import UsageError
from tests.training.drawn_faces import drawn_person
from tests.training.tiny_celebamask import make_celebamask
from training.cli import main
from training.data import split
from training.data.celebamask import prepare_celebamask
from training.data.complete_files import is_whole
from training.data.split import Split, draw_parts
from training.data.trials import read_trials, trials_of

PEOPLE, IMAGES = 7, 5


@pytest.fixture(scope="module")
def whole_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("set") / "CelebAMask-HQ"
    make_celebamask(root, PEOPLE, IMAGES, side=32)
    return root


@pytest.fixture
def root(whole_set: Path, tmp_path: Path) -> Path:
    """A set of 7 identities with 5 images each, to break."""
    return Path(shutil.copytree(whole_set, tmp_path / "CelebAMask-HQ"))


def prepare(root: Path, out: Path, seed: int = 0, evaluation: int = 3, **options: int) -> dict[str, int]:
    return prepare_celebamask(root, root / "identity_CelebA.txt", out, seed=seed, evaluation=evaluation, **options)


def mapped(root: Path) -> dict[str, str]:
    """idx -> CelebA file name."""
    lines = (root / "CelebA-HQ-to-CelebA-mapping.txt").read_text().splitlines()[1:]
    return {line.split()[0]: line.split()[2] for line in lines}


def identities(root: Path) -> dict[str, str]:
    """CelebA file name -> identity."""
    return dict(line.split() for line in (root / "identity_CelebA.txt").read_text().splitlines())


def test_every_identity_is_in_one_part_with_its_own_files(root: Path, tmp_path: Path) -> None:
    counts = prepare(root, tmp_path / "out")
    assert counts == {
        "train": 20,
        "dev": 0,
        "val": 15,
        "train_identities": 4,
        "dev_identities": 0,
        "val_identities": 3,
        "dropped_identities": 0,
    }
    written = sorted((tmp_path / "out").glob("*/*/*.jpg"))
    assert sorted(f.stem for f in written) == sorted(mapped(root))
    for file in written:
        assert identities(root)[mapped(root)[file.stem]] == file.parent.name
        original = root / "CelebA-HQ-img" / file.name
        assert file.read_bytes() == original.read_bytes()
        assert file.samefile(original)
    split = json.loads((tmp_path / "out" / "split.json").read_text())
    assert (split["seed"], split["counts"]) == (0, counts)
    for part in ("train", "val"):
        assert split[part] == sorted(p.name for p in (tmp_path / "out" / part).iterdir() if p.is_dir())
    assert not set(split["train"]) & set(split["val"])


def test_without_hard_links_the_bytes_are_copied(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    prepare(root, tmp_path / "out")
    for file in (tmp_path / "out").glob("*/*/*.jpg"):
        original = root / "CelebA-HQ-img" / file.name
        assert not file.samefile(original)
        assert file.read_bytes() == original.read_bytes()


def test_the_list_is_fixed_and_has_every_image_once(root: Path, tmp_path: Path) -> None:
    prepare(root, tmp_path / "out")
    val = tmp_path / "out" / "val"
    trials = read_trials(val / "evaluation.json", 3)
    assert sorted(t.target for t in trials) == sorted(val.glob("*/*.jpg"))
    for trial in trials:
        assert trial.target.parent.name == trial.identity
        assert {f.parent.name for f in trial.references} == {trial.identity}
        assert len({trial.target, *trial.references}) == 4
        assert len(set(trial.strangers)) == 3
        assert trial.identity not in {f.parent.name for f in trial.strangers}
    assert trials_of(val, 3, seed=0) == trials_of(val, 3, seed=1) == trials
    moved = (tmp_path / "out").rename(tmp_path / "elsewhere")
    assert [t.target.name for t in trials_of(moved / "val", 3, seed=0)] == [t.target.name for t in trials]


def test_the_seed_alone_draws_split_and_list(root: Path, tmp_path: Path) -> None:
    for run, seed in enumerate((0, 0, 1)):
        prepare(root, tmp_path / f"out{run}", seed=seed)
    splits, lists = (
        [(tmp_path / f"out{run}" / name).read_text() for run in range(3)]
        for name in ("split.json", "val/evaluation.json")
    )
    assert splits[0] == splits[1] != splits[2]
    assert lists[0] == lists[1] != lists[2]


def test_the_split_is_the_same_on_every_machine() -> None:
    people = [str(i) for i in range(100)]
    parts = draw_parts(Path("root"), people, Split(0, 5))
    assert parts["val"] == ["44", "61", "68", "72", "92"]  # the first five by `printf "0 $i" | sha256sum`
    assert parts["dev"] == ["27", "32", "47", "90"]  # the last four, which are a twentieth of the others
    assert sorted((i for members in parts.values() for i in members), key=int) == people
    paper = draw_parts(Path("root"), people, Split(0, 5, development=30, training=60))
    assert paper["val"] == parts["val"]
    assert set(paper["train"]) == set(draw_parts(Path("root"), people, Split(0, 5, 0, 60))["train"])


def test_development_has_a_list_of_its_own(root: Path, tmp_path: Path) -> None:
    for name, development in (("without", 0), ("with", 2)):
        prepare(root, tmp_path / name, seed=0, evaluation=3, development=development)
    split = json.loads((tmp_path / "with" / "split.json").read_text())
    assert split["counts"]["dev_identities"] == len(split["dev"]) == 2
    trials = read_trials(tmp_path / "with" / "dev" / "evaluation.json", 3)
    assert {t.identity for t in trials} == set(split["dev"])
    lists = [(tmp_path / name / "val" / "evaluation.json").read_text() for name in ("without", "with")]
    assert lists[0] == lists[1]
    before = json.loads((tmp_path / "without" / "split.json").read_text())
    assert sorted(split["train"] + split["dev"]) == before["train"]
    assert not (tmp_path / "without" / "dev").exists()
    with pytest.raises(UsageError, match=r"every part needs at least 2 .* 1 for development"):
        prepare(root, tmp_path / "one", development=1)


@pytest.mark.parametrize("before", ["\ufeff", "202599\n", "image_id identity\n", "\ufeff70\nimage identity\n\n"])
def test_an_identity_file_may_begin_as_people_write_them(root: Path, tmp_path: Path, before: str) -> None:
    file = root / "identity_CelebA.txt"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text(before + "".join(lines) + lines[3] + lines[5].replace(" ", "  "), encoding="utf-8")
    assert prepare(root, tmp_path / "out")["val"] == 15


def test_other_files_among_the_images_do_not_matter(root: Path, tmp_path: Path) -> None:
    (root / "CelebA-HQ-img" / "._0.jpg").write_bytes(b"made by some archivers")
    (root / "CelebA-HQ-img" / "Thumbs.db").write_bytes(b"made by some file managers")
    assert prepare(root, tmp_path / "out")["val"] == 15


def test_training_bounds_the_training_part_alone(root: Path, tmp_path: Path) -> None:
    prepare(root, tmp_path / "all")
    counts = prepare(root, tmp_path / "some", training=2)
    assert (counts["train_identities"], counts["val_identities"]) == (2, 3)
    lists = [(tmp_path / out / "val" / "evaluation.json").read_text() for out in ("all", "some")]
    assert lists[0] == lists[1]


def test_identities_with_three_images_are_dropped(root: Path, tmp_path: Path) -> None:
    """CelebA may have more of them: what counts is what CelebAMask-HQ has."""
    owner = identities(root)
    somebody = owner[mapped(root)["0"]]
    theirs = [original for original in mapped(root).values() if owner[original] == somebody]
    for original in theirs[3:]:
        owner[original] = "10177"
    (root / "identity_CelebA.txt").write_text("".join(f"{k} {v}\n" for k, v in owner.items()))
    counts = prepare(root, tmp_path / "out")
    assert (counts["dropped_identities"], counts["train"] + counts["val"]) == (2, 30)
    assert not list((tmp_path / "out").glob(f"*/{somebody}"))
    assert not list((tmp_path / "out").glob("*/10177"))


def test_a_list_may_have_more_references(root: Path, tmp_path: Path) -> None:
    prepare(root, tmp_path / "out", references=8)
    trials = read_trials(tmp_path / "out" / "val" / "evaluation.json", 4)
    assert {len(t.references) for t in trials} == {4}  # all the others that an identity has


def remove_mapping(root: Path) -> None:
    (root / "CelebA-HQ-to-CelebA-mapping.txt").unlink()


def remove_images(root: Path) -> None:
    shutil.rmtree(root / "CelebA-HQ-img")


def remove_identities(root: Path) -> None:
    (root / "identity_CelebA.txt").unlink()


def remove_two_images(root: Path) -> None:
    (root / "CelebA-HQ-img" / "9.jpg").unlink()
    (root / "CelebA-HQ-img" / "30.jpg").unlink()


def cut_the_mapping(root: Path) -> None:
    mapping = root / "CelebA-HQ-to-CelebA-mapping.txt"
    mapping.write_text("".join(mapping.read_text().splitlines(keepends=True)[:20]))


def break_a_line_of_the_mapping(root: Path) -> None:
    mapping = root / "CelebA-HQ-to-CelebA-mapping.txt"
    mapping.write_text(mapping.read_text()[:-20])


def name_an_image_twice(root: Path) -> None:
    mapping = root / "CelebA-HQ-to-CelebA-mapping.txt"
    mapping.write_text(mapping.read_text() + "0 0 000071.jpg\n")


def give_an_image_two_identities(root: Path) -> None:
    file = root / "identity_CelebA.txt"
    file.write_text(file.read_text() + "000001.jpg 10178\n")


def empty_the_mapping(root: Path) -> None:
    (root / "CelebA-HQ-to-CelebA-mapping.txt").write_text("idx        orig_idx   orig_file\n")


def binary_identities(root: Path) -> None:
    (root / "identity_CelebA.txt").write_bytes(bytes(range(256)))


def identities_of_another_set(root: Path) -> None:
    names = [f"n{i:06d}/0001_01.jpg {i}\n" for i in range(50)]
    (root / "identity_CelebA.txt").write_text("".join(names))


def attributes_for_identities(root: Path) -> None:
    names = [f"{i:06d}.jpg -1  1  1 -1\n" for i in range(1, 80)]
    (root / "identity_CelebA.txt").write_text("".join(names))


def partition_for_identities(root: Path) -> None:
    names = [f"{i:06d}.jpg {i % 3}\n" for i in range(1, 80)]
    (root / "identity_CelebA.txt").write_text("".join(names))


def cut_a_jpeg(root: Path) -> None:
    file = root / "CelebA-HQ-img" / "12.jpg"
    file.write_bytes(file.read_bytes()[:-40])


def no_jpeg(root: Path) -> None:
    (root / "CelebA-HQ-img" / "12.jpg").write_text("<html>Quota exceeded</html>")


def empty_jpeg(root: Path) -> None:
    (root / "CelebA-HQ-img" / "12.jpg").write_bytes(b"")


HQ, CELEBA = "CelebAMask-HQ download page of its authors", "CelebA's download, folder Anno"
BROKEN: list[tuple[Callable[[Path], None], str, str]] = [
    (remove_mapping, "CelebA-HQ-to-CelebA-mapping.txt: is missing", HQ),
    (remove_images, "CelebA-HQ-img: is missing", HQ),
    (remove_identities, "identity_CelebA.txt: is missing", CELEBA),
    (remove_two_images, "9.jpg: is missing, one of 2", HQ),
    (cut_the_mapping, "mapping.txt: does not name 19.jpg, one of 16", HQ),
    (break_a_line_of_the_mapping, "mapping.txt: line 36 is not `idx orig_idx orig_file`", HQ),
    (name_an_image_twice, "mapping.txt: line 37 has 000071.jpg for 0, an earlier line 0", HQ),
    (give_an_image_two_identities, "identity_CelebA.txt: line 71 has 10178 for 000001.jpg, an earlier line ", CELEBA),
    (empty_the_mapping, "mapping.txt: has no lines", HQ),
    (binary_identities, "identity_CelebA.txt: cannot be read as a text table", CELEBA),
    (identities_of_another_set, "one of 35 in CelebA-HQ-to-CelebA-mapping.txt: is it of another set?", CELEBA),
    (attributes_for_identities, "identity_CelebA.txt: line 1 is not `image identity`", CELEBA),
    (partition_for_identities, "at least 2 of the 3 identities with 4 images; 3 would be for evaluation", "choose"),
    (cut_a_jpeg, "12.jpg: cannot be read or is cut short", HQ),
    (no_jpeg, "12.jpg: cannot be read or is cut short", HQ),
    (empty_jpeg, "12.jpg: cannot be read or is cut short", HQ),
]


@pytest.mark.parametrize(("harm", "told", "source"), BROKEN, ids=[b[0].__name__ for b in BROKEN])
def test_a_broken_set_is_one_line_and_nothing_written(
    root: Path, tmp_path: Path, harm: Callable[[Path], None], told: str, source: str
) -> None:
    harm(root)
    with pytest.raises(UsageError) as error:
        prepare(root, tmp_path / "out")
    assert told in str(error.value)
    assert source in str(error.value)
    assert "\n" not in str(error.value)
    assert [p.name for p in tmp_path.iterdir()] == [root.name]


@pytest.mark.parametrize("evaluation", [1, 6, 287])
def test_both_parts_need_identities(root: Path, tmp_path: Path, evaluation: int) -> None:
    with pytest.raises(UsageError, match=f"of the 7 identities with 4 images; {evaluation} would be for evaluation"):
        prepare(root, tmp_path / "out", evaluation=evaluation)


def test_out_may_be_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "disk", target_is_directory=True)
    prepare(root, tmp_path / "link")
    assert (tmp_path / "disk" / "split.json").is_file()


def test_what_is_there_already_is_left_alone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for name in ("out", "file"):
        with pytest.raises(UsageError, match=f"{name}: is not empty"):
            prepare(root, tmp_path / name)
    assert (tmp_path / "out" / "mine.txt").read_text() == (tmp_path / "file").read_text() == "mine"
    (tmp_path / "new.partial").mkdir()
    with pytest.raises(UsageError, match=r"new\.partial: is left of a preparation that was cut off; remove it"):
        prepare(root, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_an_empty_folder_is_filled(root: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert prepare(root, tmp_path / "out")["val"] == 15
    assert not (tmp_path / "out.partial").exists()


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_an_interruption_leaves_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    link, done = split._link, []

    def interrupted(source: Path, target: Path) -> None:
        done.append(target)
        if len(done) == 20:
            raise stop
        link(source, target)

    monkeypatch.setattr(split, "_link", interrupted)
    with pytest.raises((KeyboardInterrupt, UsageError)) as error:
        prepare(root, tmp_path / "out")
    assert isinstance(error.value, KeyboardInterrupt) or "out: cannot be written (No space left" in str(error.value)
    assert [p.name for p in tmp_path.iterdir()] == [root.name]


def test_a_jpeg_with_something_after_its_end_is_whole(root: Path) -> None:
    file = root / "CelebA-HQ-img" / "0.jpg"
    data = file.read_bytes()
    file.write_bytes(data + bytes(4096))
    assert is_whole(file)
    file.write_bytes(data[: len(data) // 2] + bytes(len(data) - len(data) // 2))  # room reserved, never filled
    assert not is_whole(file)


def test_the_command(whole_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, report = tmp_path / "out", tmp_path / "report.json"
    arguments = ["prepare", "celebamask-hq", str(whole_set), str(out), "--evaluation", "3", "--training", "2"]
    arguments += ["--references", "2", "--seed", "5", "--json", str(report), "--identities"]
    assert main([*arguments, str(whole_set / "identity_CelebA.txt")]) == 0
    counts = json.loads(report.read_text())
    assert (counts["train"], counts["val"], counts["dropped_identities"]) == (10, 15, 0)
    told = "10 images of 2 identities for training, 0 of 0 for development, 15 of 3 for evaluation"
    assert told in capsys.readouterr().out
    assert json.loads((out / "split.json").read_text())["seed"] == 5
    assert {len(t.references) for t in trials_of(out / "val", 2, seed=0)} == {2}
    assert main([*arguments, str(tmp_path / "absent.txt")]) == 2
    assert "out: is not empty" in capsys.readouterr().err


def test_the_generator_writes_the_real_layout(whole_set: Path) -> None:
    images = whole_set / "CelebA-HQ-img"
    assert sorted(int(f.stem) for f in images.iterdir()) == list(range(PEOPLE * IMAGES))
    assert cv2.imread(str(images / "0.jpg")).shape == (32, 32, 3)
    heading, *rows = (whole_set / "CelebA-HQ-to-CelebA-mapping.txt").read_text().splitlines()
    assert heading == "idx        orig_idx   orig_file"
    assert [int(row.split()[0]) for row in rows] == list(range(PEOPLE * IMAGES))
    assert {len(row) for row in rows} == {32}  # as in the real file
    assert all(f"{int(row.split()[1]) + 1:06d}.jpg" == row.split()[2] for row in rows)
    owner = identities(whole_set)
    assert len(owner) == 2 * PEOPLE * IMAGES
    assert set(mapped(whole_set).values()) < set(owner)
    assert len({owner[original] for original in mapped(whole_set).values()}) == PEOPLE
    assert len(set(owner.values())) > PEOPLE


def test_drawn_people_differ_more_than_pictures_of_one() -> None:
    def features(person: int) -> np.ndarray:
        """Where skin and hair are, whatever the light: the mean colour's shares."""
        colours = np.stack([face[16:48, 16:48].reshape(-1, 3).mean(0) for face in drawn_person(person, 4, 64)])
        return colours / colours.sum(1, keepdims=True)

    people = np.stack([features(person) for person in range(6)])
    within = people.std(1).mean()
    assert people.mean(1).std(0).mean() > within > 0


def test_the_generator_takes_photographs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for person in range(3):
        folder = tmp_path / "album" / f"p{person}"
        folder.mkdir(parents=True)
        for i, face in enumerate(drawn_person(person, 2, 48)):
            wide = cv2.copyMakeBorder(face[..., ::-1], 0, 0, 12, 12, cv2.BORDER_REPLICATE)
            cv2.imwrite(str(folder / f"{i}.png"), wide)
    root, album = tmp_path / "set", tmp_path / "album"
    options = ["--people", "3", "--side", "40", "--photographs", str(album)]
    monkeypatch.setattr(sys, "argv", ["tiny_celebamask.py", str(root), *options])
    tiny_celebamask.main()
    owner = identities(root)
    shown = [owner[original] for original in mapped(root).values()]
    assert sorted(shown.count(identity) for identity in set(shown)) == [4, 4, 4]
    pictures = [cv2.imread(str(root / "CelebA-HQ-img" / f"{i}.jpg")) for i in range(12)]
    assert {p.shape for p in pictures} == {(40, 40, 3)}
    assert len({p.tobytes() for p in pictures}) == 12
