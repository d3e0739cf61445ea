"""Sends pictures to sinks, and asks the Linux kernel module behind the virtual camera about its devices and viewers."""
