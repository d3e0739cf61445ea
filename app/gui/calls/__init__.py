"""The call that the window runs, and what it brings to the window."""
