"""Training and evaluation of HIME. Imports `hime_core`, never `app`."""
