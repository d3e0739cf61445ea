"""`hime models list|fetch|verify`."""

from argparse import Namespace

from app.files import check_writable, write_json
from hime_core.assets import cache_folder, fetch, is_whole, models_folder, path_of, read_registry, verify
from hime_core.errors import UsageError


def run(options: Namespace) -> None:
    """List every registered file and whether it is whole; `fetch` gets the missing ones; `verify` fails on faults.

    That a file which does not ship was not fetched yet is no fault: what needs it will say so.
    """
    check_writable(options.json)
    folder, cache = models_folder(), cache_folder()
    rows: list[dict[str, object]] = []
    faults: list[str] = []
    for model in read_registry(folder).values():
        for file in model.files:
            path = path_of(file, folder, cache)
            if options.action == "fetch" and file.sources and not is_whole(file, path):
                fetch(file, path, print)
            state, fault = "ok", None
            if file.sources and not path.exists():
                state = "not fetched"
            else:
                try:
                    verify(file, path)
                except UsageError as error:
                    state, fault = "corrupt" if path.exists() else "missing", str(error)
            faults += [fault] if fault else []
            row = {"name": file.name, "path": str(path), "sha256": file.sha256, "ok": state == "ok", "state": state}
            rows.append({**row, "licence": model.licence, "tier": model.tier})
            terms = f"{model.licence}, {model.tier}" if model.tier else model.licence
            print(f"{state:<12} {file.name}  ({terms})  {path}")
    if options.json:
        write_json(options.json, {"models": rows})
    if options.action != "list" and faults:
        raise UsageError(faults[0])
