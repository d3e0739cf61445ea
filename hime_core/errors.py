"""The error that a person can cause."""


class UsageError(Exception):
    """Bad usage or bad input. Its text is one line: what, where, how to fix. Commands print it and exit 2."""
