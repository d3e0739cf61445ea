"""Frames from a camera or a recording, up to the first stage."""
