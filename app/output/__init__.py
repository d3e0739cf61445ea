"""Where pictures go: the sinks, and the Linux kernel module behind the virtual camera."""
