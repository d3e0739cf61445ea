"""Reads recordings, whatever made them: which streams, which clock, and upright, square, progressive SDR pictures."""
