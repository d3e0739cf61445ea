"""The HIME network and the engines that run it. This package knows tensors, not videos. It never imports `app` or
`training`."""

from hime_core import telemetry

# This call stands here because Python runs this file before every module of HIME that could load a library.
telemetry.switch_off()
