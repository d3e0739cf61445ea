import hashlib
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml

from hime_core.assets import (
    DownloadSource,
    ModelFile,
    cache_folder,
    fetch,
    locate,
    models_folder,
    path_of,
    read_registry,
    verify,
    write_atomically,
)
from hime_core.errors import UsageError

GOOD = b"the registered bytes"
SHA256 = hashlib.sha256(GOOD).hexdigest()


def file_at(path: Path, data: bytes) -> DownloadSource:
    path.write_bytes(data)
    return DownloadSource(url=path.as_uri())


def registered(folder: Path, **file: object) -> Path:
    """A models folder whose registry knows the model "m" with one file."""
    folder.mkdir(exist_ok=True)
    entry = {"licence": "Apache-2.0", "about": "a\n model", "files": [{"name": "m.bin", "sha256": SHA256, **file}]}
    (folder / "registry.yaml").write_text(yaml.safe_dump({"m": entry}))
    return folder


def one_line(error: pytest.ExceptionInfo[UsageError]) -> str:
    text = str(error.value)
    assert "\n" not in text
    return text


def test_read_registry(tmp_path: Path) -> None:
    model = read_registry(registered(tmp_path, sources=[{"url": "u"}, {"wheel": "w==1", "member": "a/b"}]))["m"]
    assert (model.licence, model.about) == ("Apache-2.0", "a model")
    assert model.files == (
        ModelFile("m.bin", SHA256, (DownloadSource(url="u"), DownloadSource(wheel="w==1", member="a/b"))),
    )


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "m: {", "m: 3", "m: {licence: a, about: b}", "m: {licence: a, files: []}", "[" * 20_000),
        *(f"m: {{licence: a, about: b, files: [{{name: {name}, sha256: {SHA256}}}]}}" for name in ("1", "..", "../a")),
        "m: {licence: a, about: b, files: [{name: a, sha256: 5}]}",
        f"1: {{licence: a, about: b, files: [{{name: a, sha256: {SHA256}}}]}}",
        f"m: {{licence: a, about: b, files: [{{name: a, sha256: {SHA256}, sources: [{{url: 3}}]}}]}}",
    ],
)
def test_a_damaged_registry_is_told_in_one_line(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "registry.yaml").write_text(text)
    with pytest.raises(UsageError, match=r"registry.yaml: is missing or damaged; install HIME again") as error:
        read_registry(tmp_path)
    assert "\n" not in str(error.value)


def test_a_registry_that_changes_is_read_anew(tmp_path: Path) -> None:
    assert [*read_registry(registered(tmp_path))] == ["m"]
    read_registry(tmp_path).clear()  # what a caller does to its answer is not kept
    assert [*read_registry(tmp_path)] == ["m"]
    (tmp_path / "registry.yaml").write_text((tmp_path / "registry.yaml").read_text().replace("m:", "other:", 1))
    assert [*read_registry(tmp_path)] == ["other"]


def test_a_tier_that_there_is_not_is_refused(tmp_path: Path) -> None:
    folder = registered(tmp_path)
    text = (folder / "registry.yaml").read_text()
    for tier in ("open", "research"):
        (folder / "registry.yaml").write_text(f"{text}  tier: {tier}\n")
        assert read_registry(folder)["m"].tier == tier
    (folder / "registry.yaml").write_text(f"{text}  tier: reserch\n")
    with pytest.raises(UsageError, match="m: no tier 'reserch'; it is one of open, research"):
        read_registry(folder)


def test_shipped_files_are_those_of_the_shipped_registry() -> None:
    shipped = [f for m in read_registry(models_folder()).values() for f in m.files if not f.sources]
    assert shipped
    for file in shipped:
        verify(file, models_folder() / file.name)


def test_shipped_registry_names_a_licence_for_everything() -> None:
    assert all(model.licence and model.about for model in read_registry(models_folder()).values())


def test_files_without_sources_lie_beside_the_registry_and_others_in_the_cache(tmp_path: Path) -> None:
    models, cache = tmp_path / "models", tmp_path / "cache"
    assert path_of(ModelFile("a", SHA256), models, cache) == models / "a"
    assert path_of(ModelFile("a", SHA256, (DownloadSource(url="u"),)), models, cache) == cache / "a"


def test_cache_folder_can_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIME_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("HIME_CACHE")
    assert cache_folder() != tmp_path


def test_verify(tmp_path: Path) -> None:
    path, file = tmp_path / "m.bin", ModelFile("m.bin", SHA256)
    with pytest.raises(UsageError, match="missing") as missing:
        verify(file, path)
    path.write_bytes(GOOD[:-1])
    with pytest.raises(UsageError, match="corrupt") as corrupt:
        verify(file, path)
    assert all(str(path) in one_line(error) for error in (missing, corrupt))
    path.write_bytes(GOOD)
    verify(file, path)


def test_locate_a_shipped_file(tmp_path: Path) -> None:
    folder = registered(tmp_path / "models")
    with pytest.raises(UsageError, match="missing"):
        locate("m", "bin", folder, tmp_path)
    (folder / "m.bin").write_bytes(GOOD)
    assert locate("m", "bin", folder, tmp_path) == folder / "m.bin"
    (folder / "m.bin").write_bytes(b"other")
    with pytest.raises(UsageError, match="corrupt"):
        locate("m", "bin", folder, tmp_path)


def test_locate_fetches_nothing_by_itself(tmp_path: Path) -> None:
    cache, origin = tmp_path / "cache", tmp_path / "origin"
    folder = registered(tmp_path / "models", sources=[{"url": file_at(origin, GOOD).url}])
    with pytest.raises(UsageError, match="is missing; run `hime models fetch`"):
        locate("m", "bin", folder, cache)
    assert not cache.exists()
    (file,) = read_registry(folder)["m"].files
    fetch(file, path_of(file, folder, cache))
    origin.unlink()
    assert locate("m", "bin", folder, cache) == cache / "m.bin"


def test_locate_tells_of_a_corrupt_cached_file(tmp_path: Path) -> None:
    folder = registered(tmp_path / "models", sources=[{"url": file_at(tmp_path / "origin", GOOD).url}])
    (tmp_path / "m.bin").write_bytes(b"half a fi")
    with pytest.raises(UsageError, match="corrupt") as error:
        locate("m", "bin", folder, tmp_path)
    one_line(error)


@pytest.mark.parametrize(("model", "file"), [("unknown", "bin"), ("m", "onnx")])
def test_locate_names_what_is_not_registered(tmp_path: Path, model: str, file: str) -> None:
    folder = registered(tmp_path / "models")
    with pytest.raises(UsageError) as error:
        locate(model, file, folder, tmp_path)
    assert repr(model if model == "unknown" else file) in one_line(error)


def test_fetch_takes_the_first_source_that_gives_the_bytes(tmp_path: Path) -> None:
    sources = (
        DownloadSource(url=(tmp_path / "absent").as_uri()),
        file_at(tmp_path / "changed", b"other bytes"),
        file_at(tmp_path / "right", GOOD),
        file_at(tmp_path / "spare", GOOD),
    )
    said: list[str] = []
    fetch(ModelFile("m.bin", SHA256, sources), tmp_path / "cache" / "m.bin", said.append)
    assert [p.name for p in (tmp_path / "cache").iterdir()] == ["m.bin"]
    assert (tmp_path / "cache" / "m.bin").read_bytes() == GOOD
    assert [text.rsplit("/", 1)[1] for text in said] == ["absent", "changed", "right"]


def test_fetch_leaves_nothing_behind_when_every_source_fails(tmp_path: Path) -> None:
    sources = (DownloadSource(url=(tmp_path / "absent").as_uri()), file_at(tmp_path / "changed", b"other bytes"))
    with pytest.raises(UsageError) as error:
        fetch(ModelFile("m.bin", SHA256, sources), tmp_path / "cache" / "m.bin")
    assert "absent" in one_line(error)
    assert "changed: other bytes" in one_line(error)
    assert not list((tmp_path / "cache").glob("*"))


class CutOff(BaseHTTPRequestHandler):
    """Promises a hundred bytes, sends three."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"abc")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def cut_off_server() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), CutOff)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/m.bin"
    server.shutdown()
    thread.join()
    server.server_close()


def test_fetch_goes_on_after_a_connection_that_breaks_off(
    tmp_path: Path, cut_off_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    sources = (DownloadSource(url=cut_off_server), file_at(tmp_path / "right", GOOD))
    fetch(ModelFile("m.bin", SHA256, sources), tmp_path / "m.bin")
    assert (tmp_path / "m.bin").read_bytes() == GOOD


@pytest.fixture
def wheelhouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes wheels from, with one wheel that carries the file."""
    house = tmp_path / "wheelhouse"
    house.mkdir()
    with zipfile.ZipFile(house / "himetest-1.0-py3-none-any.whl", "w") as wheel:
        info = "himetest-1.0.dist-info"
        wheel.writestr("himetest/m.bin", GOOD)
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: himetest\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(house))
    return house


def test_fetch_out_of_a_wheel(tmp_path: Path, wheelhouse: Path) -> None:
    sources = (
        DownloadSource(wheel="himetest==1.0", member="himetest/absent.bin"),
        DownloadSource(wheel="himetest==1.0", member="himetest/m.bin"),
    )
    fetch(ModelFile("m.bin", SHA256, sources), tmp_path / "m.bin")
    assert (tmp_path / "m.bin").read_bytes() == GOOD


def test_fetch_out_of_a_wheel_that_pip_cannot_get(tmp_path: Path, wheelhouse: Path) -> None:
    with pytest.raises(UsageError, match=r"himetest==2\.0") as error:
        fetch(ModelFile("m.bin", SHA256, (DownloadSource(wheel="himetest==2.0", member="m"),)), tmp_path / "m.bin")
    one_line(error)


def test_write_atomically_replaces(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_write_atomically_cleans_up_when_it_fails(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()  # cannot be replaced by a file
    with pytest.raises(UsageError, match="cannot be written"):
        write_atomically(tmp_path / "file", b"data")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
