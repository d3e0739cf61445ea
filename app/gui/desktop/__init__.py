"""What HIME asks of the desktop: to start with the system, and a key that works in every program."""
