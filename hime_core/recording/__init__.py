"""Reads recordings, whatever made them: which streams, which clock, and upright, square, progressive SDR pictures."""

from hime_core.recording.clock import RecordingClock
from hime_core.recording.packets import file_url, open_recording, read_packets
from hime_core.recording.recording import Picture, Recording

__all__ = ["Picture", "Recording", "RecordingClock", "file_url", "open_recording", "read_packets"]
