"""One module a command: `run(options)` does it, prints for people and returns the report of `--json`."""
