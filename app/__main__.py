"""`python -m app` is `hime`."""

import sys

from app.cli import main

sys.exit(main())
