"""What HIME asks of the desktop: to start with the system, to run only once, and a key that works in every program."""
