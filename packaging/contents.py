"""What goes into a bundle, and what stays out. packaging/hime.spec asks this module."""

import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
# HIME's own packages. training stays out.
PACKAGES = ("app", "hime_core")
# These parts of them are for training alone.
FOR_TRAINING = ("hime_core.network",)
# Files of these kinds in HIME's packages are not needed to run it.
NOT_NEEDED = {".py", ".pyc", ".ts", ".md"}
# Files of a model with these ends stay out: weights to train further, and graphs for engines that a bundle lacks. macOS
# has an engine for its GPUs.
LEFT_OUT = (".safetensors", "cuda.onnx") if sys.platform == "darwin" else (".safetensors", "cuda.onnx", "gpu.onnx")
# Modules that nothing in a bundle needs. A bundle opens no connection, so it needs no OpenSSL; Python has its own
# sha256. Python does without the others where it meets them.
EXCLUDED = [
    "IPython", "PIL", "_bz2", "_hashlib", "_lzma", "_sqlite3", "_ssl", "_uuid", "bz2", "curses", "lzma", "matplotlib",
    "mediapipe", "networkx", "onnx", "pip", "pydoc", "pytest", "readline", "scipy", "setuptools", "skimage", "sqlite3",
    "ssl", "tkinter", "torch", "torchvision", "training", *FOR_TRAINING,
]  # fmt: skip
# The plugins of Qt that HIME's window needs. The others stay out, with the libraries that only they need.
QT_PLUGINS = {
    "iconengines": ("qsvgicon",),
    "imageformats": ("qico", "qjpeg", "qsvg"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platforms": ("qxcb", "qwayland", "qoffscreen", "qwindows", "qcocoa"),
    "platformthemes": ("qxdgdesktopportal",),
    "styles": ("qmodernwindowsstyle", "qmacstyle"),
    "wayland-decoration-client": ("adwaita", "bradient"),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl",),
    "wayland-shell-integration": ("xdg-shell",),
    "xcbglintegrations": ("qxcb-egl-integration", "qxcb-glx-integration"),
}
# Linux desktops do not all have these libraries, so a bundle brings them. All others of the system stay out, because a
# system's own graphics, fonts and sound fit only its own libraries.
BROUGHT = (
    "libffi.so", "libpython", "libxcb-cursor.so", "libxcb-icccm.so", "libxcb-image.so", "libxcb-keysyms.so",
    "libxcb-render-util.so", "libxcb-util.so", "libxcb-xkb.so", "libxkbcommon-x11.so", "libxkbcommon.so",
)  # fmt: skip
# Programs find these libraries by their names while they run.
LOADED_BY_NAME = ("libonnxruntime_providers_shared", "libpython")


def modules() -> list[str]:
    """Return the names of HIME's own modules. PyInstaller does not see which commands and dialogs are imported late."""
    files = [path.relative_to(ROOT) for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    names = [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in files]
    return [name for name in names if not name.startswith(FOR_TRAINING) and not name.endswith("__main__")]


def own_files() -> list[tuple[str, str]]:
    """Return the files in HIME's packages that are not code, each with its folder in the bundle."""
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*")) if path.is_file()]
    return [
        (str(path), str(path.parent.relative_to(ROOT)))
        for path in found
        if path.suffix not in NOT_NEEDED and not path.is_relative_to(ROOT / "hime_core/models")
    ]


def make_models(folder: Path) -> None:
    """Copy the models into an empty folder, with a registry that names only these.

    Models for non-commercial research stay out, because a bundle is for everybody. So do files that are fetched, since
    only mediapipe needs them.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    registry = yaml.safe_load((ROOT / "models/registry.yaml").read_text(encoding="utf-8"))
    kept = {name: entry for name, entry in registry.items() if entry.get("tier") != "research"}
    for name, entry in kept.items():
        entry["files"] = [
            file for file in entry["files"] if "sources" not in file and not file["name"].endswith(LEFT_OUT)
        ]
        for file in entry["files"]:
            shutil.copy(ROOT / "models" / file["name"], folder)
        shutil.copy(ROOT / "models" / f"{name}.md", folder)
    (folder / "registry.yaml").write_text(yaml.safe_dump(kept, sort_keys=False, allow_unicode=True), encoding="utf-8")


def wanted(name: str) -> bool:
    """Return whether a file of a package goes into the bundle. name: its place there."""
    path = Path(name)
    parts = path.parts
    if "plugins" in parts and "PySide6" in parts:
        kind = parts[parts.index("plugins") + 1]
        return any(path.name.startswith((plugin, f"lib{plugin}")) for plugin in QT_PLUGINS.get(kind, ()))
    if "translations" in parts and "PySide6" in parts:  # of Qt's own words, the window has the buttons of its dialogs
        return path.name.startswith("qtbase_")
    # OpenCV has a Qt of its own, for windows that HIME never opens, and samples for detectors that HIME does not use.
    return not (parts[0] == "cv2" and parts[1:2] in (("qt",), ("data",))) and "qml" not in parts


def needed_libraries(binaries: Sequence[tuple[str, str, str]], prefixes: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return the modules and plugins, and the libraries that these need and a system may lack.

    PyInstaller looked for libraries before plugins were left out. Only on Linux libraries are left out, too. binaries:
    as PyInstaller lists them, each with its place in the bundle, its file, and its kind. prefixes: the folders of
    Python and its packages. Raises SystemExit for a library of the system that nobody has decided about.
    """
    if sys.platform != "linux":
        return list(binaries)
    from libraries import needed

    left: dict[str, list[tuple[str, str, str]]] = {}  # two packages may bring libraries of one name
    for entry in binaries:
        left.setdefault(Path(entry[0]).name, []).append(entry)
    # What nobody links to is wanted for itself.
    to_do = [
        entry
        for entry in binaries
        if entry[2] == "EXTENSION"
        or "plugins" in Path(entry[0]).parts
        or Path(entry[0]).name.startswith(LOADED_BY_NAME)
    ]
    found = {}
    while to_do:
        entry = to_do.pop()
        if entry[0] in found or _of_the_system(Path(entry[1]), prefixes):
            continue
        found[entry[0]] = entry
        for library in needed(Path(entry[1])):
            to_do += left.get(library, [])
    names = [Path(name).name for name in found]
    missing = [
        brought for brought in BROUGHT if brought.startswith("libx") and not any(n.startswith(brought) for n in names)
    ]
    if missing:
        sys.exit(f"install the packages of these libraries before, as a bundle brings them: {', '.join(missing)}")
    return list(found.values())


def without_dangling(datas: Iterable[tuple[str, str, str]], kept: Iterable[str]) -> list[tuple[str, str, str]]:
    """Return the data files without the links to libraries that were left out. kept: the places of all libraries."""
    there = set(kept)
    return [
        (name, target, kind)
        for name, target, kind in datas
        if kind != "SYMLINK" or (Path(name).parent / target).as_posix() in there
    ]


def _of_the_system(path: Path, prefixes: tuple[str, ...]) -> bool:
    """Return whether a binary is a library of Linux that a bundle leaves to the system."""
    if str(path).startswith(prefixes) or path.name.startswith(BROUGHT):
        return False
    from libraries import PACKAGES as KNOWN

    if path.name not in KNOWN:
        sys.exit(f"{path}: is neither in packaging/contents.py nor in packaging/libraries.py")
    return True
