"""One module for each command of `hime`. Its `run` gets the parsed options."""
