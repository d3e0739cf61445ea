"""One module for each command.

The module's `run(options)` does the command, prints for people, and returns the JSON report.
"""
