"""Training and evaluation of HIME. Imports `hime_core`, never `app`."""

import os

from hime_core.assets import cache_folder

# This is set before matplotlib is loaded. Else matplotlib would keep its list of fonts among the person's own files,
# and not in HIME's folder.
os.environ.setdefault("MPLCONFIGDIR", str(cache_folder() / "matplotlib"))
