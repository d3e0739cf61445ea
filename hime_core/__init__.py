"""The HIME network and what runs it. Knows tensors, not videos; never imports `app` or `training`."""

from hime_core import telemetry

# Here, since Python runs this before any other module of HIME that could load a library.
telemetry.switch_off()
