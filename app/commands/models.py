"""`hime models list|fetch|verify`: lists, fetches and verifies the model files."""

from argparse import Namespace
from pathlib import Path

from app.media.files import check_writable, write_json
from hime_core.assets import ModelFile, cache_folder, fetch, models_folder, path_of, read_registry, state_of, verify


def run(options: Namespace) -> None:
    """List every registered file and its state. `fetch` first fetches the files that do not ship with HIME.

    Unless the action is `list`, a faulty file raises UsageError after the listing.
    """
    check_writable(options.json)
    folder, cache = models_folder(), cache_folder()
    rows: list[dict[str, object]] = []
    faults: list[tuple[ModelFile, Path]] = []
    for model in read_registry(folder).values():
        for file in model.files:
            path = path_of(file, folder, cache)
            if options.action == "fetch" and file.sources and state_of(file, path) != "ok":
                fetch(file, path, print)
            state = state_of(file, path)
            faults += [(file, path)] if state in ("corrupt", "missing") else []
            row = {"name": file.name, "path": str(path), "sha256": file.sha256, "ok": state == "ok", "state": state}
            rows.append({**row, "licence": model.licence, "tier": model.tier})
            terms = f"{model.licence}, {model.tier}" if model.tier else model.licence
            print(f"{state:<12} {file.name}  ({terms})  {path}")
    if options.json:
        write_json(options.json, {"models": rows})
    if options.action != "list" and faults:
        verify(*faults[0])
