"""The HIME network and the engines that run it. This package knows tensors, not videos. It never imports `app` or
`training`."""

from hime_core import largest_picture, telemetry

# These calls stand here because Python runs this file before every module of HIME that could load a library.
telemetry.switch_off()
largest_picture.limit()
