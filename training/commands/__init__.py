"""One module for each command. Its `run(options)` does the command, prints for people, and returns the JSON report."""
