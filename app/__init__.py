"""The program people run: frame in, sharper frame out. Imports `hime_core`; never torch, never `training`."""
