"""ONNX Runtime's own loading of CUDA's libraries, in processes of their own, from a folder made here."""

import subprocess
import sys
from pathlib import Path

import onnxruntime
import pytest

from hime_core.runtime import cuda_libraries
from hime_core.runtime.sessions import CPU, CUDA, offered, open_session

# ONNX Runtime takes itself to be a wheel for CUDA 13, installed in the folder that is named.
MADE = """
import sys, onnxruntime
from hime_core.runtime import cuda_libraries
onnxruntime.cuda_version = "13.0"
onnxruntime.__file__ = sys.argv[1] + "/onnxruntime/__init__.py"
said = cuda_libraries.load(onnxruntime.preload_dlls)
loaded = open("/proc/self/maps").read()
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="where a process maps its libraries is read as Linux tells it")
def test_libraries_are_loaded_from_the_wheels_and_what_is_missing_is_told_and_not_printed(tmp_path: Path) -> None:
    library = "libcurand.so.10"
    # The second is where ONNX Runtime looks before 1.28, which knows wheels of CUDA 12 alone.
    folders = tmp_path / "nvidia/cu13/lib", tmp_path / "nvidia/curand/lib"
    (tmp_path / "onnxruntime").mkdir()
    there = next(line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if "libm.so" in line)
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / library).write_bytes(Path(there).read_bytes())
    told = run(
        MADE + f"assert any(f'{{folder}}/{library}' in loaded for folder in {[str(f) for f in folders]!r}), loaded\n"
        "assert 'torch' not in sys.modules\n"
        f"assert {library!r} not in said and 'Failed to load libcublas.so.13: ' in said, said\n"
        "sys.exit(0)\n",
        str(tmp_path),
    )
    assert told.stdout == told.stderr == ""


def test_a_wheel_without_cuda_loads_nothing_and_says_nothing() -> None:
    code = "import onnxruntime; from hime_core.runtime import cuda_libraries as c; "
    assert run(code + "print(repr(c.load(onnxruntime.preload_dlls)))").stdout.strip() == "''"


def test_libraries_are_loaded_once(capfd: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []

    def preload(directory: str) -> None:
        asked.append(directory)
        print("Failed to load libcudart.so.13: no such file")

    for _ in range(2):
        assert cuda_libraries.load(preload) == "Failed to load libcudart.so.13: no such file"
    assert asked == [""]
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(CUDA in offered(), reason="this ONNX Runtime has CUDA, which may work")
@pytest.mark.filterwarnings("ignore:Specified provider")
def test_a_session_that_lacks_the_libraries_says_which(
    graphs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(onnxruntime, "preload_dlls", lambda directory: print("Failed to load libcublas.so.13: no file"))
    with pytest.raises(OSError, match=r"^Failed to load libcublas\.so\.13: no file$"):
        open_session(graphs[0], CUDA, threads=1)
    assert open_session(graphs[0], CPU, threads=1).get_providers() == [CPU]
    assert capfd.readouterr() == ("", "")
