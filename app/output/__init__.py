"""Where pictures go: the sinks, and the Linux module behind the virtual camera."""
