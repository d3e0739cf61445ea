"""Checks that the model files are here and unchanged."""

from pathlib import Path

from app import installation
from app.doctor.check import Check
from app.settings import Settings
from hime_core.assets import cache_folder, models_folder, path_of, read_registry, state_of
from hime_core.errors import UsageError

NAME = "model files"  # the doctor lists this check under this name
# This command fetches the files that do not ship with HIME.
FETCH = "hime models fetch"


def check(settings: Settings, folder: Path | None = None, cache: Path | None = None) -> Check:
    """Compare every registered file with its sha256.

    A file that does not ship with HIME may be missing until it is fetched. folder: the folder of the registry. cache:
    the folder of the fetched files. settings: they tell which models HIME cannot do without.
    """
    folder, cache = folder or models_folder(), cache or cache_folder()
    files = [file for model in read_registry(folder).values() for file in model.files]
    states = [(file, state_of(file, path_of(file, folder, cache))) for file in files]
    bad = [file for file, state in states if state in ("corrupt", "missing")]
    if not bad:
        later = [file.name for file, state in states if state == "not fetched"]
        rest = f"; not fetched, and not needed by default: {', '.join(later)}" if later else ""
        return Check(NAME, True, f"{len(files) - len(later)} files, all as registered{rest}")
    faults = [f"{file.name} is {state}" for file, state in states if file in bad]
    fixes = []
    if any(not file.sources for file in bad):  # these ship with HIME: git restores them in a checkout, else pip
        checkout = (folder.parent / ".git").exists()
        again = installation.pip("install --force-reinstall --no-deps hime")
        fixes.append(f"git -C {folder.parent} checkout -- {folder.name}" if checkout else again)
    if any(file.sources for file in bad):
        fixes.append(FETCH)
    return Check(NAME, False, "; ".join(faults), " && ".join(fixes), blocks=not _can_begin(settings))


def _can_begin(settings: Settings) -> bool:
    """Return whether a call with these settings finds all its models."""
    try:
        from app.settings.check_models import check_models  # imported only here, because OpenCV may be broken

        check_models(settings)
    except (UsageError, ImportError):
        return False
    return True
