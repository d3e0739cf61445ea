import json
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
import skimage.data

from hime_core.detector import FaceDetector
from hime_core.errors import UsageError
from tests.training.conftest import picture
from training.cli import main
from training.data.linked_sets import prepare_ffhq
from training.data.trials import read_trials
from training.data.voxceleb import prepare_voxceleb


def written(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*.*"))


def draw(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(file), picture(len(file.name), 32))


@pytest.fixture
def ffhq(tmp_path: Path) -> Path:
    for name in ("00000/00000", "00000/00001", "59000/59999", "60000/60000", "69000/69999"):
        draw(tmp_path / "ffhq" / "thumbnails128x128" / f"{name}.png")
    (tmp_path / "ffhq" / "LICENSE.txt").write_text("read me")
    return tmp_path / "ffhq"


def test_ffhq_is_split_as_its_authors_did(ffhq: Path, tmp_path: Path) -> None:
    out, report = tmp_path / "out", tmp_path / "report.json"
    assert main(["prepare", "ffhq", str(ffhq), str(out), "--json", str(report)]) == 0
    assert json.loads(report.read_text()) == {"train": 3, "val": 2}
    names = ["train/00000/00000", "train/00001/00001", "train/59999/59999", "val/60000/60000", "val/69999/69999"]
    assert written(out) == ["split.json", *(f"{name}.png" for name in names), "val/evaluation.json"]
    assert (out / "val/60000/60000.png").samefile(ffhq / "thumbnails128x128/60000/60000.png")
    assert [t.references for t in read_trials(out / "val" / "evaluation.json", 0)] == [[], []]


def test_ffhq_that_is_no_ffhq_or_is_cut_short_is_refused(ffhq: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has neither images1024x1024 nor thumbnails128x128"):
        prepare_ffhq(tmp_path, tmp_path / "out")
    broken = ffhq / "thumbnails128x128/00000/00001.png"
    broken.write_bytes(broken.read_bytes()[:-200])
    with pytest.raises(UsageError, match=r"00001\.png: cannot be read or is cut short"):
        prepare_ffhq(ffhq, tmp_path / "out")
    assert [p.name for p in tmp_path.iterdir()] == ["ffhq"]


def test_celebref_is_split_by_person(tmp_path: Path) -> None:
    for person in range(8):
        for i in range(3 if person == 7 else 4):
            draw(tmp_path / "ref" / f"{person:05d}" / f"{i}.png")
    arguments = ["--evaluation", "3", "--development", "2", "--json", str(tmp_path / "report.json")]
    assert main(["prepare", "celebref-hq", str(tmp_path / "ref"), str(tmp_path / "out"), *arguments]) == 0
    counts = json.loads((tmp_path / "report.json").read_text())
    assert counts == {
        **{"train": 8, "dev": 8, "val": 12, "dropped_identities": 1},
        **{"train_identities": 2, "dev_identities": 2, "val_identities": 3},
    }
    names = {part: {p.name for p in (tmp_path / "out" / part).iterdir()} for part in ("train", "dev", "val")}
    assert len(set.union(*names.values())) == 7 + len(["evaluation.json"])


def test_voxceleb_takes_clips_and_pictures_of_faces(detector: FaceDetector, tmp_path: Path) -> None:
    photo = cv2.resize(np.ascontiguousarray(skimage.data.astronaut()[:300, 60:360, ::-1]), (224, 224))
    for name in ("id00012/21Uxsk56VDQ/00001", "id00012/-abc_1/00002", "id00015/xyz/00001"):
        clip = tmp_path / "mp4" / f"{name}.mp4"
        clip.parent.mkdir(parents=True)
        with av.open(str(clip), "w") as container:
            stream = container.add_stream("mpeg4", rate=25)
            stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 224, 224, "yuv420p", 2_000_000
            for index in range(4):
                shown = photo if index < 3 else np.full_like(photo, 90)
                for packet in stream.encode(av.VideoFrame.from_ndarray(shown, format="bgr24")):
                    container.mux(packet)
            for packet in stream.encode():
                container.mux(packet)
    (tmp_path / "mp4/id00015/xyz/00002.mp4").write_bytes(b"quota exceeded")
    face = tmp_path / "mp4/Adrianne_Palicki/1.6/6RiWT7JoAkk/0000800.jpg"
    face.parent.mkdir(parents=True)
    cv2.imwrite(str(face), photo)
    options = {"every": 2, "margin": 1.0, "size": 64, "hold_out": 1, "development": 0, "seed": 0}
    counts = prepare_voxceleb(tmp_path / "mp4", tmp_path / "out", detector, **options)
    assert counts["unreadable"] == 1
    assert counts["train"] + counts["val"] == 7
    assert counts["no_face"] == 0
    everything = [name.split("/", 1)[1] for name in written(tmp_path / "out")]
    assert sorted(everything) == [
        "Adrianne_Palicki/1.6_6RiWT7JoAkk_0000800.png",
        "id00012/-abc_1_00002_0000.png",
        "id00012/-abc_1_00002_0002.png",
        "id00012/21Uxsk56VDQ_00001_0000.png",
        "id00012/21Uxsk56VDQ_00001_0002.png",
        "id00015/xyz_00001_0000.png",
        "id00015/xyz_00001_0002.png",
    ]
    with pytest.raises(UsageError, match="no clips found; give VoxCeleb2's folder dev/mp4"):
        prepare_voxceleb(tmp_path / "mp4" / "id00015" / "xyz", tmp_path / "other", detector, **options)
