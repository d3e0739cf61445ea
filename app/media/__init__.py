"""Converts pictures to and from the colours of videos and cameras, and writes files whole."""
