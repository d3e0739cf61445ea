"""The settings of a run, typed and checked."""
