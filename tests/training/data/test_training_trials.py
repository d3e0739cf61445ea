import json
from collections.abc import Callable
from pathlib import Path

import pytest

from hime_core.errors import UsageError
from training.data.trials import make_trials, read_trials, trials_of, write_trials

MakePeople = Callable[..., Path]


@pytest.fixture
def people(make_people: MakePeople) -> Path:
    """Three identities with a list of up to three references."""
    folder = make_people([5, 4, 3], side=8)
    write_trials(make_trials(folder, 3, seed=0), folder / "evaluation.json")
    return folder


def test_a_list_is_read_as_it_was_made(people: Path) -> None:
    assert read_trials(people / "evaluation.json", 3) == make_trials(people, 3, seed=0)


def test_rows_name_files_from_the_lists_folder(people: Path, tmp_path: Path) -> None:
    first = json.loads((people / "evaluation.json").read_text())[0]
    assert first.keys() == {"identity", "target", "references", "strangers"}
    assert (first["identity"], first["target"]) == ("p0", "p0/0.png")
    moved = people.rename(tmp_path / "moved")
    assert read_trials(moved / "evaluation.json", 3)[0].target == moved / "p0" / "0.png"


@pytest.mark.parametrize("references", [0, 1, 2])
def test_fewer_references_are_the_first_of_each_row(people: Path, references: int) -> None:
    for whole, cut in zip(
        make_trials(people, 3, seed=0), read_trials(people / "evaluation.json", references), strict=True
    ):
        assert (cut.identity, cut.target) == (whole.identity, whole.target)
        assert cut.references == whole.references[:references]
        assert cut.strangers == whole.strangers[:references]


def test_more_references_than_listed_are_refused(people: Path) -> None:
    with pytest.raises(UsageError, match="has 3 references a target, not 4"):
        read_trials(people / "evaluation.json", 4)


def test_a_folders_list_goes_before_drawing_one(people: Path) -> None:
    fixed = make_trials(people, 3, seed=0)
    assert make_trials(people, 3, seed=9) != fixed
    assert trials_of(people, 3, seed=9) == fixed
    (people / "evaluation.json").unlink()
    assert trials_of(people, 3, seed=9) == make_trials(people, 3, seed=9)


def row(**changes: object) -> str:
    values = {"identity": "p0", "target": "p0/0.png", "references": ["p0/1.png"], "strangers": ["p1/0.png"]}
    return json.dumps([{k: v for k, v in (values | changes).items() if v is not None}])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[{", "the file: Invalid JSON"),
        ("{}", "the file: Input should be a valid array"),
        (row(target=None), "0.target: "),
        (row(references="p0/1.png"), "0.references: "),
        (row(strangers=[3]), "0.strangers.0: "),
        (row(references=["p0/1.png", "p0/0.png"]), "p0/0.png is its own reference"),
        (row(target="p0/77.png"), "77.png, which is not there"),
        (row(strangers=["p8/0.png"]), "p8/0.png, which is not there"),
        ("[]", "has 0 references"),
    ],
)
def test_a_damaged_list_is_one_line(people: Path, text: str, told: str) -> None:
    (people / "evaluation.json").write_text(text)
    with pytest.raises(UsageError) as error:
        read_trials(people / "evaluation.json", 1)
    message = str(error.value).replace("\\", "/")
    assert told in message
    assert "evaluation.json: " in message
    assert "\n" not in message


def test_a_list_that_is_not_there_is_refused(people: Path) -> None:
    with pytest.raises(UsageError, match=r"absent\.json: cannot be read"):
        read_trials(people / "absent.json", 1)
