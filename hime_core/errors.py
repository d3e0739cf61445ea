"""The error for mistakes that a person can make."""


class UsageError(Exception):
    """Bad usage or bad input. The text has one line for each mistake: what is wrong, where, and how to fix it. Commands
    print it and exit 2."""
