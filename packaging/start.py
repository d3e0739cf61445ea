"""The first file that a bundle's program runs."""

import importlib
import multiprocessing
import sys

import hime_core  # noqa: F401 it turns off the libraries' reports before any of them is imported
from app import installation

if __name__ == "__main__":
    multiprocessing.freeze_support()  # `hime replay` starts this program again for each of its processes
    if sys.argv[1:2] == [installation.TRY_IMPORT]:
        try:
            importlib.import_module(sys.argv[2])
        except Exception as error:  # whatever it is, the doctor tells it
            sys.exit(str(error))
        sys.exit()
    if sys.argv[1:2] == [installation.SHOW_CAMERA]:
        from app.output.pipewire.__main__ import main as show_camera

        del sys.argv[1]
        show_camera()
        sys.exit()
    from app.cli import main

    sys.exit(main())
